import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computeMedian, computeNoise, computeRatio, computeSpread, sumBlocking } from '#test/bench/report/statistics.ts'
import { scaleCases } from '#test/support/test-size.ts'

test('the median is the middle value, or lies between the two in the middle', () => {
  expect(computeMedian([9, 1, 5])).toBe(5)
  expect(computeMedian([4, 1, 2, 100])).toBe(3)
  expect(computeMedian([])).toBeNaN()
})

test('one outlier of five changes neither the median nor the spread', () => {
  expect(computeMedian([10, 11, 12, 13, 900])).toBe(computeMedian([10, 11, 12, 13, 14]))
  expect(computeSpread([10, 11, 12, 13, 900])).toBe(computeSpread([10, 11, 12, 13, 14]))
})

test('as many values lie below the median as above, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 20 }), (values) => {
      const median = computeMedian(values)
      const below = values.filter((value) => value < median).length
      const above = values.filter((value) => value > median).length
      expect(below).toBeLessThanOrEqual(values.length / 2)
      expect(above).toBeLessThanOrEqual(values.length / 2)
      expect(computeMedian(values.toReversed())).toBe(median)
    }),
    { numRuns: scaleCases(1_000, 50) },
  )
})

test('a ratio needs a control that is not 0', () => {
  expect(computeRatio(30, 20)).toBe(1.5)
  expect(computeRatio(30, 0)).toBeNaN()
  expect(computeRatio(30, NaN)).toBeNaN()
})

test('noise is the spread as a share of the median, beyond what the clock itself adds', () => {
  expect(computeNoise([80, 90, 100, 110, 120], 0)).toBe(0.2)
  expect(computeNoise([17, 17, 33, 33, 33], 17)).toBe(0)
  expect(computeNoise([0, 0, 0], 0)).toBe(0)
})

test('blocking is the time of each long task beyond 50 ms', () => {
  expect(
    sumBlocking([
      { start: 0, duration: 70 },
      { start: 100, duration: 50 },
      { start: 200, duration: 150 },
    ]),
  ).toBe(120)
})
