import { InfiniteQueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { getClientState } from '#api/cache/client-state.ts'
import { createRefetchScheduler } from '#api/live-updates/refetch-scheduler.ts'
import { listOptions, type ListFilter } from '#api/queries/list.ts'
import { createQueryClient } from '#app/query-client.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { buildRow, toTime } from '#test/support/example-versions.ts'

const filter: ListFilter = { search: '', status: [], timeZone: 'UTC', versions: 'latest', sort: 'name' }
const options = listOptions(filter)

/** Ids of the rows that the backend has, in order: two on each page. */
let ids: string[]
let minute: number
let readCursors: (string | null)[]
let client: ReturnType<typeof createQueryClient>
let end: () => void
let observer: InfiniteQueryObserver

/** A backend with keyset cursors: a page begins after the row that its cursor names. */
async function answer(path: string): Promise<Response> {
  const cursor = new URL(path, 'http://localhost').searchParams.get('cursor')
  readCursors.push(cursor)
  const later = ids.filter((id) => cursor === null || id > cursor)
  const items = later.slice(0, 2).map((id) => buildRow(id, 1, minute))
  const nextCursor = later.length > 2 ? items[1]?.id : null
  return Response.json({ items, matchingCount: ids.length, totalCount: ids.length, countsByStatus: {}, nextCursor, asOf: toTime(minute) })
}

const getPages = () => client.getQueryData(options.queryKey)?.pages ?? []
const getShown = () => getPages().map(({ items }) => items.map(({ id, peopleInside }) => `${id}${peopleInside}`).join(' '))
const show = (...visibleIds: string[]) => {
  getClientState(client).screen.findVisibleIds = () => new Set(visibleIds)
}
const scheduler = () => createRefetchScheduler(client)

beforeEach(async () => {
  ids = ['a', 'c', 'e', 'g', 'i', 'k']
  minute = 1
  readCursors = []
  client = createQueryClient(answer)
  observer = new InfiniteQueryObserver(client, options as never)
  end = observer.subscribe(() => {})
  await observer.fetchNextPage()
  await observer.fetchNextPage()
  await observer.fetchNextPage()
  expect(getShown()).toEqual(['a1 c1', 'e1 g1', 'i1 k1'])
  readCursors = []
  minute = 2
})

afterEach(() => {
  end()
  client.clear()
})

test('a heartbeat reads the first page and the page on screen, and leaves the others until they are on screen', async () => {
  show('i')
  scheduler().onHeartbeat()
  await flushEventLoop(5)
  expect(readCursors).toEqual([null, 'g'])
  expect(getShown()).toEqual(['a2 c2', 'e1 g1', 'i2 k2'])

  show('e')
  minute = 3
  scheduler().onHeartbeat()
  await flushEventLoop(5)

  expect(getShown()).toEqual(['a3 c3', 'e3 g3', 'i2 k2'])
})

test('a change reads what is on screen, too, and a row that is new there is shown', async () => {
  show('e', 'g')
  ids = ['a', 'c', 'e', 'f', 'g', 'i', 'k']

  scheduler().onChange()
  await flushEventLoop(5)

  expect(readCursors).toEqual([null, 'c'])
  expect(getShown()).toEqual(['a2 c2', 'e2 f2', 'i1 k1'])
  // The row that was pushed to the next page is there once that page is read.
  show('f', 'i')
  await observer.refetch()
  expect(getShown()).toEqual(['a2 c2', 'e2 f2', 'g2 i2'])
})

test.each([
  ['a resync', () => scheduler().refetchAll()],
  ['a refetch of a list that is not on screen', () => ((getClientState(client).screen.findVisibleIds = null), observer.refetch())],
])('%s reads all pages', async (_, refetch) => {
  show('a')

  await refetch()

  expect(readCursors).toEqual([null, 'c', 'g'])
  expect(getShown()).toEqual(['a2 c2', 'e2 g2', 'i2 k2'])
  if (getClientState(client).screen.findVisibleIds === null) return
  readCursors = []
  await observer.refetch()
  expect(readCursors).toEqual([null])
})

test('the next page is read wherever the list is scrolled to', async () => {
  ids.push('m')
  show('i', 'k')
  await observer.refetch()
  readCursors = []

  await observer.fetchNextPage()

  expect(readCursors).toEqual(['k'])
})
