import { expect, test } from 'vitest'
import type { SeedSize } from '#mocks/seed/seed-sizes.ts'
import { countDroppedFrames } from '#test/bench/sizes/scroll-list.ts'
import { checkSizes, formatSizes } from '#test/bench/sizes/size-report.ts'
import type { SizeFigures } from '#test/bench/sizes/size-results.ts'

const repeat = (figures: SizeFigures) => [figures, figures, figures]

const createSize = (size: SeedSize, bareVirtual: SizeFigures, demo: SizeFigures) =>
  [size, { bareVirtual: repeat(bareVirtual), demo: repeat(demo) }] as const

const listOutcomes = (...sizes: readonly ReturnType<typeof createSize>[]) =>
  checkSizes(new Map(sizes)).map(({ sentence, outcome }) => `${outcome}: ${sentence}`)

test('a frame is dropped where two begin more than one frame apart', () => {
  expect(countDroppedFrames([0, 16.7, 33.3, 50])).toBe(0)
  expect(countDroppedFrames([0, 33.4, 50, 116.7])).toBe(1 + 3)
  expect(countDroppedFrames([0, 20, 30, 50])).toBe(0)
  expect(countDroppedFrames([])).toBe(0)
})

test('filter and sort may take twice the time of the bare list of the same size, or two frames', () => {
  expect(listOutcomes(createSize(10_000, { filter: 10, sort: 100 }, { filter: 36, sort: 230 }))).toEqual([
    'kept: 10,000, filter keystroke → painted: ×3.60, at most ×2.00 of bare',
    'exceeded: 10,000, sort → painted: ×2.30, at most ×2.00 of bare',
  ])
})

test('the start and the elements of a large list are compared with those of the smallest one', () => {
  const control = { readyAgain: 1, elements: 1 }

  expect(listOutcomes(createSize(60, control, { readyAgain: 500, elements: 1_000 }))).toEqual([])
  expect(
    listOutcomes(
      createSize(60, control, { readyAgain: 500, elements: 1_000 }),
      createSize(100_000, control, { readyAgain: 700, elements: 1_050 }),
    ),
  ).toEqual([
    'exceeded: 100,000, list ready, again: ×1.40, at most ×1.20 of that of 60',
    'kept: 100,000, DOM elements: ×1.05, at most ×1.00 of that of 60',
  ])
})

test('no frame may be dropped, but nothing is said where the control drops some too', () => {
  const findOutcome = (bare: number, demo: number) =>
    checkSizes(new Map([createSize(60, { dropped: bare }, { dropped: demo })])).map(({ outcome }) => outcome)

  expect(findOutcome(0, 0)).toEqual(['kept'])
  expect(findOutcome(0, 3)).toEqual(['exceeded'])
  expect(findOutcome(2, 3)).toEqual(['noisy'])
})

test('each size has a table with medians, spreads and ratios', () => {
  const lines = formatSizes(new Map([createSize(10_000, { heap: 20, elements: 300 }, { heap: 28, elements: 900 })]))

  expect(lines.find((line) => line.includes('10,000 versions'))).toMatch(/bare virtual list +demo$/)
  expect(lines.find((line) => line.startsWith('heap'))).toMatch(/20 ±0 +28 ±0 ×1\.40$/)
  expect(lines.find((line) => line.startsWith('sort'))).toMatch(/– +–$/)
  expect(lines.at(-1)).toBe('✓ 10,000, heap: ×1.40, at most ×1.50 of bare')
})
