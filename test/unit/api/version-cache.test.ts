import { QueryCache, QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, test } from 'vitest'
import { versionKeys } from '#api/cache/query-keys.ts'
import { createVersionCache, type VersionCache } from '#api/cache/version-cache.ts'
import type { List } from '#api/contract/list.ts'
import type { Version, VersionSummary } from '#api/contract/version.ts'
import { buildRow, minimalDetails, toTime } from '#test/support/example-versions.ts'

const buildList = (minute: number, ...items: VersionSummary[]): List => ({
  items,
  matchingCount: items.length,
  totalCount: items.length,
  countsByStatus: {},
  nextCursor: null,
  asOf: toTime(minute),
})

const buildPage = (id: string, revision: number, minute: number, properties: Partial<Version> = {}): Version => ({
  ...minimalDetails,
  ...buildRow(id, revision, minute),
  asOf: toTime(minute),
  people: { entered: 0, enteredToday: 0, inside: minute, completed: 0, stopped: 0, timedOut: 0 },
  activities: [],
  versions: [],
  ...properties,
})

const listKey = versionKeys.list({})
const detailKey = versionKeys.detail('a')
let client: QueryClient
let cache: VersionCache

const showPages = (...pages: List[]) => client.setQueryData(listKey, { pages, pageParams: pages.map(() => null) })
const getPages = () => client.getQueryData<{ readonly pages: readonly List[] }>(listKey)?.pages ?? []
const getRows = () => getPages().flatMap(({ items }) => items.map(({ id, revision, peopleInside }) => [id, revision, peopleInside]))
const isInvalidated = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated

beforeEach(() => {
  const queryCache = new QueryCache()
  client = new QueryClient({ queryCache })
  cache = createVersionCache(queryCache)
})

describe('monotonic reads', () => {
  test.each([
    ['an older revision', buildRow('a', 1, 9), [['a', 2, 5]]],
    ['the same revision with older numbers', buildRow('a', 2, 4), [['a', 2, 5]]],
    ['the same revision with newer numbers', buildRow('a', 2, 9), [['a', 2, 9]]],
    ['a newer revision', buildRow('a', 3, 4), [['a', 3, 4]]],
  ])('a row with %s is shown as the newest that is known', (_, row, shown) => {
    cache.merge('list', buildList(5, buildRow('a', 2, 5)))

    showPages(buildList(row.peopleInside, row))

    expect(getRows()).toEqual(shown)
  })

  test('a response that arrives changes what is shown already: the row in the list, and nothing beside it', () => {
    showPages(buildList(1, buildRow('a', 1, 1), buildRow('b', 1, 1)), buildList(1, buildRow('c', 1, 1)))
    const [, second] = getPages()

    cache.merge('detail', buildPage('a', 2, 3))

    expect(getRows()).toEqual([
      ['a', 2, 3],
      ['b', 1, 1],
      ['c', 1, 1],
    ])
    expect(getPages()[1]).toBe(second)
  })

  test('a row of which a newer response says the same stays the same object: it is not rendered again', () => {
    const buildTagged = (...tags: string[]): VersionSummary => ({ ...buildRow('a', 1, 7), tags })
    showPages(buildList(1, buildTagged('sale')))
    const [shown] = getPages()

    cache.merge('list', buildList(2, buildTagged('sale')))
    expect(getPages()[0]).toBe(shown)

    cache.merge('list', buildList(3, buildTagged('sale', 'spring')))
    expect(getPages()[0]?.items[0]?.tags).toEqual(['sale', 'spring'])
  })

  test('a batch that does not say of a deleted version what has become of it is read again before it is shown', () => {
    const batchKey = versionKeys.batch(['a', 'b'])
    client.setQueryData(batchKey, { ...buildList(1, buildRow('a', 1, 1), buildRow('b', 1, 1)), deleted: [], notFound: [] })

    cache.merge('change', { sequence: 9, versionId: 'a', journeyId: 'a', type: 'delete', at: toTime(9) })

    expect(client.getQueryData<List>(batchKey)?.items.map(({ id }) => id)).toEqual(['b'])
    expect(isInvalidated(batchKey)).toBe(true)
  })

  test('a tombstone: a deleted version leaves every list and reference, and does not return with a late response', () => {
    showPages(buildList(1, buildRow('a', 1, 1), buildRow('b', 1, 1)))
    client.setQueryData(versionKeys.detail('b'), buildPage('b', 1, 1, { versions: [buildRow('a', 1, 1)] }))

    cache.merge('change', { sequence: 7, versionId: 'a', journeyId: 'a', type: 'delete', at: toTime(2) })
    const late = cache.merge('list', buildList(9, buildRow('a', 9, 9), buildRow('b', 1, 9)))

    expect(getRows().map(([id]) => id)).toEqual(['b'])
    expect(client.getQueryData<Version>(versionKeys.detail('b'))?.versions).toEqual([])
    expect(late.data.items.map(({ id }) => id)).toEqual(['b'])
    expect([cache.isDeleted('a'), cache.isDeleted('b')]).toEqual([true, false])
  })

  test('a page of which only a row of the newer revision is known stays as it is, and has to be read again', () => {
    client.setQueryData(detailKey, buildPage('a', 1, 1))

    cache.merge('list', buildList(2, buildRow('a', 2, 2)))

    expect(client.getQueryData<Version>(detailKey)).toMatchObject({ revision: 1, peopleInside: 1 })
    expect(isInvalidated(detailKey)).toBe(true)
    expect(cache.merge('detail', buildPage('a', 1, 3)).staleness).toBe('staleRevision')
    expect(cache.merge('detail', buildPage('a', 2, 1)).staleness).toBe('staleCounts')
    expect(cache.merge('detail', buildPage('a', 2, 3)).staleness).toBe('current')
  })

  test('an older page is replaced by a newer one that is known', () => {
    cache.merge('detail', buildPage('a', 2, 2))

    client.setQueryData(detailKey, buildPage('a', 1, 3))

    expect(client.getQueryData<Version>(detailKey)).toMatchObject({ revision: 2, peopleInside: 2 })
    expect(isInvalidated(detailKey)).toBe(false)
  })

  test('numbers of an older revision of the version are stale', () => {
    cache.merge('list', buildList(2, buildRow('a', 2, 2)))
    const population = { versionId: 'a', range: '24h' as const, points: [], forecast: null, marks: [] }

    expect(cache.merge('population', { ...population, revision: 1, asOf: toTime(3) }).staleness).toBe('staleRevision')
    expect(cache.merge('population', { ...population, revision: 2, asOf: toTime(3) }).staleness).toBe('current')
    expect(cache.merge('population', { ...population, revision: 2, asOf: toTime(2) }).staleness).toBe('staleRevision')
  })

  test('a history without the newest entry that is known is stale', () => {
    cache.merge('change', { sequence: 7, versionId: 'a', journeyId: 'a', type: 'pause', at: toTime(2) })
    cache.merge('change', { sequence: 6, versionId: 'a', journeyId: 'a', type: 'resume', at: toTime(1) })

    expect([6, 7, 8].map((sequence) => cache.compareHistory('a', sequence))).toEqual(['staleRevision', 'current', 'current'])
  })

  test('after a change of the epoch older data counts', () => {
    cache.merge('list', buildList(5, buildRow('a', 5, 5)))

    cache.reset()

    expect(cache.merge('list', buildList(1, buildRow('a', 1, 1))).data.items[0]?.revision).toBe(1)
  })
})

test('a response costs as much as the cached pages that it says something about, however many there are beside them', () => {
  let reads = 0
  const countReads = (row: VersionSummary): VersionSummary =>
    Object.defineProperty({ ...row }, 'revision', { enumerable: true, get: () => (reads++, row.revision) })
  const sizes = [10, 1_000].map((pageCount) => {
    const pages = Array.from({ length: pageCount }, (_, page) =>
      buildList(1, ...Array.from({ length: 5 }, (_item, index) => countReads(buildRow(`${page}-${index}`, 1, 1)))),
    )
    const key = versionKeys.list({ pageCount })
    client.setQueryData(key, { pages, pageParams: [] })
    reads = 0

    cache.merge('detail', buildPage('3-0', 2, 3))
    client.setQueryData<{ pages: List[] }>(key, (data) => data && { ...data, pages: [...data.pages, buildList(1)] })

    const cost = reads
    client.removeQueries({ queryKey: key })
    cache.reset()
    return cost
  })

  expect(sizes[0]).toBeGreaterThan(0)
  expect(sizes[1]).toBe(sizes[0])
})
