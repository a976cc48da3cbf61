import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchItemStates, chooseHeadline, requiresTypedCount, sumCounts, type BatchCounts } from '#domain/batch.ts'
import { scaleCases } from '#test/support/test-size.ts'

const counts = (numbers: Partial<BatchCounts>): BatchCounts => ({ pending: 0, done: 0, refused: 0, failed: 0, cancelled: 0, ...numbers })

const anyCounts = fc.record(
  Object.fromEntries(batchItemStates.map((state) => [state, fc.nat(3)])) as Record<keyof BatchCounts, fc.Arbitrary<number>>,
)

describe('the headline of a batch', () => {
  test.each([
    [{ done: 3 }, 'allDone'],
    [{ pending: 1, done: 2 }, 'running'],
    [{ pending: 3 }, 'running'],
    [{ done: 2, refused: 1 }, 'partlyDone'],
    [{ done: 2, failed: 1 }, 'partlyDone'],
    [{ done: 2, cancelled: 1 }, 'partlyDone'],
    [{ refused: 2, failed: 1 }, 'noneDone'],
    [{ cancelled: 3 }, 'noneDone'],
    [{}, 'noneDone'],
  ] as const)('of %j is %s', (numbers, kind) => {
    expect(chooseHeadline(counts(numbers)).kind).toBe(kind)
  })

  test('says that all is done only if nothing else was selected, and never more than the counts', () => {
    fc.assert(
      fc.property(anyCounts, (numbers) => {
        const { kind, done, selected, problems } = chooseHeadline(numbers)
        const others = numbers.pending + numbers.refused + numbers.failed + numbers.cancelled

        expect([done, selected, problems]).toEqual([numbers.done, sumCounts(numbers), numbers.refused + numbers.failed])
        expect(kind === 'allDone').toBe(others === 0 && numbers.done > 0)
        expect(kind === 'running').toBe(numbers.pending > 0)
      }),
      { numRuns: scaleCases(2_000, 500) },
    )
  })
})

test.each([
  [9, 9_999, false],
  [10, 0, true],
  [1, 10_000, true],
])('to end %i versions with %i people the number has to be typed: %s', (versions, people, isRequired) => {
  expect(requiresTypedCount(versions, people)).toBe(isRequired)
})
