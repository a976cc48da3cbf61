import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listMissingIds, stabilize, stabilizeRows, type SingleVersion } from '#features/home/list/stable-rows.ts'
import { scaleCases } from '#test/support/test-size.ts'

interface Row {
  readonly id: string
  readonly of: 'before' | 'fresh' | 'kept'
}

const buildRowsBefore = (...idsOf: string[]): Row[] => idsOf.map((id) => ({ id, of: 'before' }))
const buildFreshRows = (...ids: string[]): Row[] => ids.map((id) => ({ id, of: 'fresh' }))
const buildKeptRows = (...ids: string[]): ReadonlyMap<string, Row> => new Map(ids.map((id) => [id, { id, of: 'kept' }]))
const ids = (rows: readonly Row[]) => rows.map(({ id }) => id)

/** What was shown, what the backend answers now, and which rows are kept in sight: any of a dozen rows each. */
const anyList = fc.shuffledSubarray(Array.from('abcdefghijkl'))
const anyMoment = fc.record({ shownBefore: anyList, now: anyList, held: fc.boolean(), keep: anyList })

describe('the rows of the list', () => {
  test('follow the backend while the pointer is elsewhere', () => {
    expect(ids(stabilizeRows(buildRowsBefore('a', 'b', 'c'), buildFreshRows('c', 'a', 'd'), buildKeptRows(), false))).toEqual([
      'c',
      'a',
      'd',
    ])
  })

  test('stay where they are under the pointer, and new ones come last', () => {
    expect(ids(stabilizeRows(buildRowsBefore('a', 'b', 'c'), buildFreshRows('c', 'd', 'a'), buildKeptRows(), true))).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
  })

  test('that were just ended stay after the row they followed, although the filter no longer has them', () => {
    expect(ids(stabilizeRows(buildRowsBefore('a', 'b', 'c'), buildFreshRows('c', 'a'), buildKeptRows('b'), false))).toEqual(['c', 'a', 'b'])
  })

  test('stay at the top if they were there', () => {
    expect(ids(stabilizeRows(buildRowsBefore('a', 'b'), buildFreshRows('b'), buildKeptRows('a'), false))).toEqual(['a', 'b'])
  })

  test('show the newest known data of each', () => {
    expect(stabilizeRows(buildRowsBefore('a', 'b', 'c'), buildFreshRows('a'), buildKeptRows('a', 'b'), true)).toEqual([
      { id: 'a', of: 'fresh' },
      { id: 'b', of: 'kept' },
      { id: 'c', of: 'before' },
    ])
  })
})

describe('whatever happens, a row', () => {
  interface Moment {
    readonly shownBefore: readonly string[]
    readonly now: readonly string[]
    readonly keep: readonly string[]
    readonly held: boolean
  }

  const holds = (property: (shown: readonly string[], moment: Moment) => void) =>
    fc.assert(
      fc.property(anyMoment, (moment) => {
        const { shownBefore, now, keep, held } = moment
        property(ids(stabilizeRows(buildRowsBefore(...shownBefore), buildFreshRows(...now), buildKeptRows(...keep), held)), moment)
      }),
      { numRuns: scaleCases(2000, 200) },
    )

  test('is shown once', () => {
    holds((shown) => expect(new Set(shown).size).toBe(shown.length))
  })

  test('that the backend has is shown', () => {
    holds((shown, { now }) => expect(now.filter((id) => !shown.includes(id))).toEqual([]))
  })

  test('that was shown and is kept stays in sight', () => {
    holds((shown, { shownBefore, keep }) => expect(shownBefore.filter((id) => keep.includes(id) && !shown.includes(id))).toEqual([]))
  })

  test('does not move while it is held', () => {
    holds((shown, { shownBefore, held }) => {
      if (held) expect(shown.slice(0, shownBefore.length)).toEqual(shownBefore)
    })
  })

  test('stands where the backend puts it while it is not held, and goes when the backend no longer has it', () => {
    holds((shown, { now, keep, held }) => {
      if (held) return
      expect(shown.filter((id) => now.includes(id))).toEqual(now)
      expect(shown.filter((id) => !now.includes(id) && !keep.includes(id))).toEqual([])
    })
  })
})

describe('an update of the list', () => {
  const shown = { queryId: 'live', rows: buildRowsBefore('a', 'b', 'c') }
  const update = { queryId: 'live', rows: buildFreshRows('a', 'c'), isCurrent: true, isFrozen: false }
  const noSingles = new Map<string, SingleVersion<Row>>()
  const single = (of: SingleVersion<Row>) => new Map([['b', of]])
  const loaded = { kind: 'loaded', row: { id: 'b', of: 'kept' } } as const
  const deleted = { kind: 'deleted', entry: undefined } as const

  test('reads the rows that have left the list but stay on screen, each once', () => {
    expect(listMissingIds(shown, update, [])).toEqual([])
    expect(listMissingIds(shown, update, ['b', 'a', 'x'])).toEqual(['b', 'x'])
    expect(listMissingIds(shown, { ...update, isFrozen: true }, ['x'])).toEqual(['x', 'b'])
    expect(listMissingIds(shown, { ...update, isCurrent: false }, ['x'])).toEqual([])
  })

  test.each([
    ['a row that has left the list goes', update, noSingles, ['a', 'c']],
    ['a row that is pinned stays', update, single(loaded), ['a', 'b', 'c']],
    ['a row that was deleted goes', update, single(deleted), ['a', 'c']],
    ['a row that was deleted stays while the rows are held', { ...update, isFrozen: true }, single(deleted), ['a', 'b', 'c']],
    ['a row that is gone goes even while the rows are held', { ...update, isFrozen: true }, single({ kind: 'gone' }), ['a', 'c']],
    ['rows stay until another query has loaded', { ...update, queryId: 'draft', isCurrent: false }, noSingles, ['a', 'b', 'c']],
    ['another query begins anew', { ...update, queryId: 'draft', isFrozen: true }, single(loaded), ['a', 'c']],
  ])('%s', (_, change, singles, result) => {
    expect(ids(stabilize(shown, { ...change, singles }).rows)).toEqual(result)
  })

  test('marks what was deleted only while the rows are held', () => {
    const marked = (isFrozen: boolean) => [...stabilize(shown, { ...update, isFrozen, singles: single(deleted) }).deletions.keys()]

    expect([marked(true), marked(false)]).toEqual([['b'], []])
  })

  test('changes nothing when it comes again', () => {
    const { next } = stabilize(shown, { ...update, singles: noSingles })

    expect(next).not.toBe(shown)
    expect(stabilize(next, { ...update, singles: noSingles }).next).toBe(next)
  })
})
