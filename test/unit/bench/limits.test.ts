import { expect, test } from 'vitest'
import { checkLimits, limits } from '#test/bench/report/limits.ts'
import { metrics, type Results } from '#test/bench/report/results.ts'

/** The verdicts of results that hold one figure of one group only. */
const check = (group: 'start' | 'steps', name: string, bare: readonly number[], production: readonly number[]) => {
  const results: Results = { [group]: { bare: { [name]: bare }, bareRequest: { [name]: bare }, production: { [name]: production } } }
  return checkLimits(results).map(({ outcome }) => outcome)
}

test('every limit names a figure that is measured', () => {
  const unknown = limits.filter(({ group, metric }) => !(metric in metrics[group]))

  expect(limits.length).toBeGreaterThan(15)
  expect(unknown).toEqual([])
})

test.each([
  ['within its limit', [1_000, 1_010, 1_020], [1_200, 1_210, 1_220], 'kept'],
  ['above it by less than the slack', [1_000, 1_000, 1_000], [1_300, 1_300, 1_300], 'kept'],
  ['far above it', [1_000, 1_010, 1_020], [2_000, 2_010, 2_020], 'exceeded'],
  ['above a control that varies by half', [700, 1_000, 1_900], [1_800, 1_800, 1_800], 'noisy'],
  ['that varies by half, around its limit', [1_000, 1_000, 1_000], [800, 1_300, 2_200], 'noisy'],
  ['that is within its limit by chance, beside a control that varies by half', [700, 1_000, 1_900], [1_200, 1_200, 1_200], 'noisy'],
  ['far above a control that varies by half, too far for the noise', [700, 1_000, 1_900], [5_000, 5_000, 5_000], 'exceeded'],
  ['far above it in two runs only', [1_000, 1_000], [9_000, 9_000], 'noisy'],
  ['far below a control that varies by half', [700, 1_000, 1_900], [500, 500, 500], 'kept'],
  ['far above a control of which one run was slow', [990, 1_000, 1_010, 1_020, 9_000], [3_000, 3_000, 3_000], 'exceeded'],
])('a start %s is judged by the ratio of the medians', (_, bare, production, outcome) => {
  expect(check('start', 'ready', bare, production)).toEqual([outcome])
})

test('a step of two frames is quick enough, however quick the control is', () => {
  expect(check('steps', 'dialogFirst', [10, 10, 10], [33, 33, 33])).toEqual(['kept'])
  expect(check('steps', 'dialogFirst', [10, 10, 10], [40, 40, 40])).toEqual(['exceeded'])
})

test('a step is compared with the bare console, and frames are no noise', () => {
  expect(check('steps', 'sort', [17, 33, 33], [90, 90, 90])).toEqual(['exceeded'])
})

test('counts have limits of their own, for the product and the demo', () => {
  const counts: Results = {
    counts: { production: { elements: [1_000], listeners: [836] }, demo: { elements: [2_000] }, bare: { elements: [9_000] } },
  }

  expect(checkLimits(counts).map(({ app, metric, outcome }) => [app, metric, outcome])).toEqual([
    ['production', 'elements', 'kept'],
    ['demo', 'elements', 'exceeded'],
    ['production', 'listeners', 'exceeded'],
  ])
})

test('what was not measured, and what has no control, has no verdict', () => {
  expect(checkLimits({})).toEqual([])
  expect(checkLimits({ start: { production: { ready: [2_000] } } })).toEqual([])
  expect(check('start', 'blocking', [0, 0, 0], [500, 500, 500])).toEqual([])
})
