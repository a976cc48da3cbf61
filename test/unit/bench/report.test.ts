import { expect, test } from 'vitest'
import { checkLimits } from '#test/bench/report/limits.ts'
import { compareResults, formatBenchFile, parseBenchFile } from '#test/bench/report/comparison.ts'
import { formatFigure, formatTables, formatVerdicts } from '#test/bench/report/format-report.ts'
import { addFigures, apps, listValues, listInTurn, type Results } from '#test/bench/report/results.ts'

const createResults = (ready: readonly number[], control: readonly number[]): Results => ({
  start: { bareRequest: { ready: control }, production: { ready } },
})

test('figures are collected run by run, and results that exist stay as they are', () => {
  const first = addFigures({}, 'start', 'demo', { ready: 10, requests: 5 })
  const second = addFigures(first, 'start', 'demo', { ready: 12, requests: 5 })

  expect(listValues(second, 'start', 'demo', 'ready')).toEqual([10, 12])
  expect(listValues(first, 'start', 'demo', 'ready')).toEqual([10])
  expect(listValues(second, 'start', 'bare', 'ready')).toEqual([])
})

test('every console comes first once in as many runs as there are consoles', () => {
  const orders = apps.map((_, run) => listInTurn(apps, run))

  expect(new Set(orders.map(([first]) => first)).size).toBe(apps.length)
  for (const order of orders) expect(order.toSorted()).toEqual(apps.toSorted())
})

test('the table shows median, spread and ratio, and no column that was not measured', () => {
  const table = formatTables(createResults([1_900, 2_000, 2_100], [1_000, 1_000, 1_000])).join('\n')

  expect(table).toMatch(/list ready, ms +1,000 ±0 +2,000 ±50 ×2\.00/)
  expect(table).not.toContain('demo')
  expect(table).not.toContain('Too noisy')
})

test('a control that varies too much is named', () => {
  expect(formatTables(createResults([2_000], [600, 1_000, 1_900])).join('\n')).toMatch(/Too noisy: .* in list ready\./)
})

test('each limit has a line that says whether it was kept', () => {
  const lines = formatVerdicts(checkLimits(createResults([2_000, 2_000, 2_000], [1_000, 1_000, 1_000])))

  expect(lines.at(-1)).toBe('✗ production, list ready: ×2.00, at most ×1.25 of bare + request')
  expect(formatVerdicts([])).toEqual([])
})

test.each([
  [1_234.5, '1,235'],
  [12.345, '12.3'],
  [0.1234, '0.123'],
  [0, '0'],
  [NaN, '–'],
])('%d is printed as %s', (value, text) => {
  expect(formatFigure(value)).toBe(text)
})

test('a comparison shows the change of the median, and of the ratio to the control', () => {
  const before = createResults([2_000], [1_000])
  const now = createResults([1_800], [1_500])

  expect(compareResults(before, now).join('\n')).toMatch(/list ready, ms +2,000 → 1,800 +−10 % +of bare \+ request: ×2\.00 → ×1\.20/)
  expect(compareResults({}, now)).toEqual([])
})

test('the file of a run is read again with all its values', () => {
  const results = createResults([1_900, 2_000], [1_000])
  const text = formatBenchFile({ measuredAt: '2026-11-27T12:00:00Z', runs: 2, results })

  expect(parseBenchFile(text, 'bench.json')).toEqual(results)
})

test.each(['', '{}', '[1]', '{"format":2,"results":{}}', '{"format":1,"results":{"start":{"demo":{"ready":"quick"}}}}'])(
  'a file with %s is no earlier result',
  (text) => {
    expect(() => parseBenchFile(text, 'old.json')).toThrow('old.json is not a file of this bench.')
  },
)
