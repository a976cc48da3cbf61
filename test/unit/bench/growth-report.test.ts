import { expect, test } from 'vitest'
import { checkGrowth, formatGrowth } from '#test/bench/backend/growth-report.ts'

const createCosts = (versionMs: number, counted = 1) => ({ version: { ms: versionMs, counted }, overview: { ms: 3, counted } })

const listBroken = (growth: Parameters<typeof checkGrowth>[0]) =>
  checkGrowth(growth).flatMap(({ isKept, sentence }) => (isKept ? [] : [sentence]))

test('a limit of growth is a ratio of two sizes; without both nothing is said', () => {
  const slow = createCosts(20)

  expect(listBroken(new Map([[100_000, slow]]))).toEqual([])
  expect(
    listBroken(
      new Map([
        [60, createCosts(10)],
        [100_000, slow],
      ]),
    ),
  ).toEqual(['one version, 100,000 versions against 60: ×2.00, at most ×1.50'])
  expect(
    listBroken(
      new Map([
        [60, createCosts(15)],
        [100_000, slow],
      ]),
    ),
  ).toEqual([])
})

test('an operation of less than a millisecond may grow', () => {
  expect(
    listBroken(
      new Map([
        [60, createCosts(0.1)],
        [100_000, createCosts(0.9)],
      ]),
    ),
  ).toEqual([])
})

test('an answer may not have the people of ever more versions computed', () => {
  expect(
    listBroken(
      new Map([
        [60, createCosts(1)],
        [10_000, createCosts(1, 10_228)],
      ]),
    ),
  ).toEqual([
    'overview: people of 10,228 versions computed for an answer, at most 330',
    'one version: people of 10,228 versions computed for an answer, at most 30',
  ])
})

test('the table has a column for each size', () => {
  const lines = formatGrowth(
    new Map([
      [60, createCosts(0.5)],
      [1000, createCosts(1.25, 300)],
    ]),
  )

  expect(lines.find((line) => line.includes('1,000'))).toMatch(/60\s+1,000$/)
  expect(lines.find((line) => line.startsWith('one version'))).toMatch(/0\.5 \(1\)\s+1\.3 \(300\)$/)
})
