import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { getConnection } from '#api/cache/client-state.ts'
import { runBatchCommand, type BatchCommand } from '#api/commands/batch-command.ts'
import { createIdempotencyKey } from '#api/commands/command.ts'
import { startLiveUpdates } from '#api/live-updates/start-live-updates.ts'
import { batchesOptions, batchOptions, requestPreflight } from '#api/queries/batches.ts'
import { createQueryClient } from '#app/query-client.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { applyOnce, loseResponse } from '#test/support/transport-faults.ts'
import { backend, countReads, interceptRequests, now } from '#test/components/support/backend.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'

let client: QueryClient
const ends: (() => void)[] = []

beforeEach(async () => {
  await backend.start(buildSeed(['a', 'b'].map((id) => buildVersion({ id, publishedAt: now }))))
  client = createQueryClient()
  ends.push(startLiveUpdates(client))
  await waitFor(() => expect(getConnection(client).getState().status).toBe('online'))
})

afterEach(() => {
  for (const end of ends.splice(0)) end()
  client.clear()
})

/** Shows the list of batches. Returns the counts of the newest one, once there is one. */
function showBatches() {
  const observer = new InfiniteQueryObserver(client, batchesOptions())
  ends.push(observer.subscribe(() => {}))
  return () => observer.getCurrentResult().data?.pages[0]?.items[0]?.counts
}

const run = (command: Pick<Extract<BatchCommand, { kind: 'start' }>, 'kind' | 'body'> | { kind: 'cancel'; batchId: string }) =>
  runBatchCommand(
    { ...command, key: createIdempotencyKey(), userId: marketer.user.id },
    { client, onProgress: () => {}, signal: new AbortController().signal },
  )

async function startBatch(ids: string[]) {
  const { id: preflightId } = await requestPreflight(client, { action: 'close', ids })
  return run({ kind: 'start', body: { preflightId } })
}

test('a batch is in the list as soon as it is started, and its progress follows the events', async () => {
  const readCounts = showBatches()

  const outcome = await startBatch(['a', 'b'])
  await waitFor(() => expect(readCounts()?.pending).toBe(2))
  await backend.sendHeartbeat()

  await waitFor(() => expect(readCounts()).toMatchObject({ pending: 0, done: 2 }))
  expect(outcome).toMatchObject({ kind: 'succeeded', result: { selected: 2, state: 'running' } })
})

test('a start whose response is lost is found by its key, and not sent again', async () => {
  interceptRequests('POST', /^\/api\/batches$/, applyOnce(loseResponse))
  const readCounts = showBatches()

  const outcome = await startBatch(['a'])

  expect(outcome).toMatchObject({ kind: 'succeeded', result: { selected: 1 } })
  await waitFor(() => expect(readCounts()?.pending).toBe(1))
})

test('a cancellation shows in the list, and the items of the batch are read by state', async () => {
  const readCounts = showBatches()
  const started = await startBatch(['a', 'b'])
  const batchId = started.kind === 'succeeded' ? started.result.id : ''

  const outcome = await run({ kind: 'cancel', batchId })

  expect(outcome).toMatchObject({ kind: 'succeeded', result: { state: 'cancelled' } })
  await waitFor(() => expect(readCounts()?.cancelled).toBe(2))
  const { pages } = await client.fetchInfiniteQuery(batchOptions(batchId, 'cancelled'))
  const done = await client.fetchInfiniteQuery(batchOptions(batchId, 'done'))
  expect([pages[0]?.items.map(({ versionId }) => versionId), done.pages[0]?.items]).toEqual([['a', 'b'], []])
})

test('the cancellation in another tab arrives by an event, although no version has changed', async () => {
  const readCounts = showBatches()
  const started = await startBatch(['a', 'b'])
  await waitFor(() => expect(readCounts()?.pending).toBe(2))

  await fetch(`/api/batches/${started.kind === 'succeeded' ? started.result.id : ''}/cancel`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': createIdempotencyKey() },
    body: '{}',
  })

  await waitFor(() => expect(readCounts()?.cancelled).toBe(2))
})

test('while a batch runs the list polls, too, because an event may be lost; afterwards it waits for events', async () => {
  const readCounts = showBatches()
  await startBatch(['a'])
  await waitFor(() => expect(readCounts()?.pending).toBe(1))
  await waitFor(() => expect(client.isFetching()).toBe(0))
  const countPolls = countReads(/^\/api\/batches$/)
  runPolls()
  await waitFor(() => expect(countPolls()).toBe(1))
  await waitFor(() => expect(client.isFetching()).toBe(0))

  await backend.sendHeartbeat()
  await waitFor(() => expect(readCounts()?.done).toBe(1))
  await waitFor(() => expect(client.isFetching()).toBe(0))
  const before = countPolls()
  runPolls()
  await flushEventLoop()

  expect([client.isFetching(), countPolls()]).toEqual([0, before])
})
