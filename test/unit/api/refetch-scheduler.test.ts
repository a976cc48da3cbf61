import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { batchKeys } from '#api/cache/batch-keys.ts'
import { getClientState } from '#api/cache/client-state.ts'
import { sessionKey, versionKeys } from '#api/cache/query-keys.ts'
import { ProblemError } from '#api/http/errors.ts'
import { createRefetchScheduler } from '#api/live-updates/refetch-scheduler.ts'
import { createQueryClient } from '#app/query-client.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'

let client: QueryClient
let time: number
let scheduler: ReturnType<typeof createRefetchScheduler>
const ends: (() => void)[] = []

/** Something on screen that is read; answers how often it was, and how to let it be answered. */
async function showQuery(queryKey: readonly unknown[], data: object = {}) {
  const pending: (() => void)[] = []
  let waits = false
  const queryFn = () => new Promise<object>((resolve) => (pending.push(() => resolve(data)), waits || pending.at(-1)?.()))
  const observer = new QueryObserver(client, { queryKey, queryFn, staleTime: 0 })
  ends.push(observer.subscribe(() => {}))
  await observer.refetch()
  pending.length = 0
  return { times: () => pending.length, hold: () => void (waits = true), answer: () => pending.at(-1)?.() }
}

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: 0, meta: getClientState(createQueryClient()) } } })
  time = 0
  scheduler = createRefetchScheduler(client, () => time)
})

afterEach(() => {
  for (const end of ends.splice(0)) end()
  client.clear()
})

test('however much happens at once, it is read once', async () => {
  const list = await showQuery(versionKeys.list({}))

  for (let change = 0; change < 100; change++) scheduler.onChange()
  await flushEventLoop(1)

  expect(list.times()).toBe(1)
})

test('batches that are on screen are read again, too', async () => {
  const [list, details] = [await showQuery(batchKeys.list()), await showQuery(batchKeys.details('b', null))]

  scheduler.onChange()
  await flushEventLoop(1)

  expect([list.times(), details.times()]).toEqual([1, 1])
})

test('what happens while it is being read is read afterwards, once', async () => {
  const list = await showQuery(versionKeys.list({}))
  list.hold()
  scheduler.onChange()
  await flushEventLoop(1)

  for (let change = 0; change < 100; change++) scheduler.onChange()
  await flushEventLoop(1)
  expect(list.times()).toBe(1)
  list.answer()
  await flushEventLoop(1)

  expect(list.times()).toBe(2)
  list.answer()
  await flushEventLoop(1)
})

test('people who walk on make the console read at most once in one and a half seconds, and never twice at a time', async () => {
  const list = await showQuery(versionKeys.list({}))
  scheduler.onHeartbeat()
  await flushEventLoop(1)
  list.hold()

  for (time = 0; time <= 10_000; time += 100) {
    scheduler.onHeartbeat()
    await flushEventLoop(1)
  }

  expect(list.times()).toBe(2)
  list.answer()
  await flushEventLoop(1)
})

test('a heartbeat reads one of the numbers on screen, that which was read longest ago, and nothing that only events change', async () => {
  const history = await showQuery(versionKeys.history('a'))
  const version = await showQuery(versionKeys.detail('a'))
  const population = await showQuery(versionKeys.population('a', 'all'))
  client.setQueryData(versionKeys.detail('a'), {}, { updatedAt: 1_000 })
  client.setQueryData(versionKeys.population('a', 'all'), {}, { updatedAt: 2_000 })
  const readTimes = () => [history.times(), version.times(), population.times()]

  scheduler.onHeartbeat()
  await flushEventLoop(5)
  expect(readTimes()).toEqual([0, 1, 0])

  time += 2_000
  scheduler.onHeartbeat()
  await flushEventLoop(5)
  expect(readTimes()).toEqual([0, 1, 1])
})

test('the numbers in a dialog stand still as people walk on, and are read again when something happens', async () => {
  const impact = await showQuery(versionKeys.impact('a', 1))

  scheduler.onHeartbeat()
  await flushEventLoop(1)
  expect(impact.times()).toBe(0)
  scheduler.onChange()
  await flushEventLoop(1)

  expect(impact.times()).toBeGreaterThan(0)
})

test('a version that was deleted while this tab showed it is not requested again', async () => {
  const version = await showQuery(versionKeys.detail('a'), { deletedAt: '2026-03-11T12:00:00.000Z' })
  const history = await showQuery(versionKeys.history('a'))
  const other = await showQuery(versionKeys.detail('b'), { deletedAt: null })

  scheduler.onChange()
  await scheduler.refetchAll()
  await flushEventLoop(1)

  expect([version.times(), history.times()]).toEqual([0, 0])
  expect(other.times()).toBeGreaterThan(0)
})

test('a refused read is repeated after a change, not after a heartbeat', async () => {
  let times = 0
  const queryFn = () => {
    times++
    return Promise.reject(new ProblemError({ type: '', title: 'Not found', status: 404, detail: '', code: 'not-found' }))
  }
  const observer = new QueryObserver(client, { queryKey: versionKeys.detail('a'), queryFn })
  ends.push(observer.subscribe(() => {}))
  await flushEventLoop(1)

  scheduler.onHeartbeat()
  await flushEventLoop(1)
  expect(times).toBe(1)
  scheduler.onChange()
  await flushEventLoop(1)

  expect(times).toBe(2)
})

test('who is signed in is read again when anything may be different', async () => {
  const session = await showQuery(sessionKey)

  scheduler.onChange()
  await flushEventLoop(1)
  expect(session.times()).toBe(0)
  await scheduler.refetchAll()

  expect(session.times()).toBe(1)
})
