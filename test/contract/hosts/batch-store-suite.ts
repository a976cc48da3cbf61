import { describe, expect, test } from 'vitest'
import { runBatches } from '#backend/batches/run-batches.ts'
import { startBatch } from '#backend/batches/start-batch.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import type { BatchRecord, FrozenVersion, PreflightRecord } from '#backend/store/batches/batch-records.ts'
import { ConflictError, type Reader, type Seed, type Store } from '#backend/store/store.ts'
import type { BatchItemState } from '#domain/batch.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'

const freeze = (id: string, facts: Partial<FrozenVersion> = {}): FrozenVersion => ({
  versionId: id,
  name: id,
  number: 1,
  revision: 1,
  status: 'live',
  peopleInside: 10,
  reasonCode: null,
  ...facts,
})

const buildPreflight = (id: string, at = now): PreflightRecord => ({
  id,
  action: 'stop',
  userId: 'anna',
  at,
  versions: [freeze('a')],
  batchId: null,
})

const start = (store: Store, id: string, versions: readonly FrozenVersion[]) => {
  const head = { id, action: 'stop', reason: 'legal', note: '', startedAt: now, startedBy: marketer.user, retryOf: null } as const
  return store.write((transaction) => startBatch(transaction, head, versions))
}

const listIds = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id)

/** What every store has to do for batches. `open` gives a store that begins with a seed. */
export function testBatchStore(name: string, open: (seed: Seed) => Promise<Store>): void {
  const read = <T>(store: Store, work: (reader: Reader) => Promise<T>) => store.read(work)
  const claim = (store: Store, id: string, at = now) =>
    store.write(async (transaction) => (await transaction.claimBatchItem(id, at))?.item.versionId)

  describe(`${name}, batches`, () => {
    test('keeps preflights, replaces one, and forgets the oldest', async () => {
      const store = await open(buildSeed([]))
      await store.write(async (transaction) => {
        for (const [index, id] of ['p1', 'p2', 'p3'].entries()) await transaction.savePreflight(buildPreflight(id, now + index))
        await transaction.savePreflight({ ...buildPreflight('p3', now + 2), batchId: 'b' })
        await transaction.forgetPreflights(now + 2, 1)
      })

      const found = await read(store, (reader) => Promise.all(['p1', 'p2', 'p3'].map((id) => reader.preflight(id))))

      expect(found.map((preflight) => preflight && [preflight.id, preflight.batchId])).toEqual([undefined, ['p2', null], ['p3', 'b']])
    })

    test('lists batches newest first, and those that have changed since in the order of their changes', async () => {
      const store = await open(buildSeed([]))
      for (const id of ['b1', 'b2', 'b3']) await start(store, id, [freeze('a')])
      const before = await read(store, (reader) => reader.latestBatchChange())
      const newest = await read(store, (reader) => reader.batches(2))
      const older = await read(store, (reader) => reader.batches(2, newest.at(-1)?.sequence))

      for (const id of ['b2', 'b1'])
        await store.write(async (transaction) => {
          const batch = (await transaction.batch(id))!
          await transaction.updateBatch({ ...batch, revision: 2 }, 1)
        })
      const [changed, first, latest] = await read(store, async (reader) => [
        await reader.batchesChangedAfter(before, 9),
        await reader.batchesChangedAfter(0, 1),
        await reader.latestBatchChange(),
      ])

      expect([newest, older, changed, first].map(listIds)).toEqual([['b3', 'b2'], ['b1'], ['b2', 'b1'], ['b3']])
      expect([before, latest]).toEqual([3, 5])
    })

    test('takes a batch, its items and its counts back together', async () => {
      const store = await open(buildSeed([]))
      const batch = await start(store, 'b', [freeze('a')])
      const readAll = () =>
        read(store, async (reader) => [await reader.batch('b'), await reader.batchItems('b', { limit: 9 }), await reader.batch('c')])
      const before = await readAll()

      const write = store.write(async (transaction) => {
        const claimed = (await transaction.claimBatchItem('b', now))!
        await transaction.updateBatchItem({ ...claimed.item, state: 'done' })
        await transaction.updateBatch({ ...batch, revision: 2 }, 1)
        await transaction.insertBatch({ ...batch, id: 'c' }, [])
        throw new Error('taken back')
      })

      await expect(write).rejects.toThrow('taken back')
      expect(await readAll()).toEqual(before)
    })

    test('prevents a lost update of a batch, and a second batch of one name', async () => {
      const store = await open(buildSeed([]))
      const batch: BatchRecord = await start(store, 'b', [freeze('a')])
      const update = () => store.write((transaction) => transaction.updateBatch({ ...batch, revision: 2 }, 1))

      const results = await Promise.allSettled([update(), update()])

      expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))).toEqual([
        expect.any(ConflictError),
      ])
      await expect(start(store, 'b', [])).rejects.toThrow()
    })

    test('reads items by position and by state', async () => {
      const store = await open(buildSeed([]))
      await start(store, 'b', [freeze('a'), freeze('b', { reasonCode: 'notLive' }), freeze('c')])
      await start(store, 'other', [freeze('d')])
      const readItems = (after: number, state?: BatchItemState) =>
        read(store, async (reader) =>
          (await reader.batchItems('b', { limit: 2, after, ...(state && { state }) })).map(({ versionId }) => versionId),
        )

      expect([await readItems(0), await readItems(2), await readItems(0, 'pending'), await readItems(1, 'pending')]).toEqual([
        ['a', 'b'],
        ['c'],
        ['a', 'c'],
        ['c'],
      ])
    })

    test('gives the item that was due first, and none that is settled, due later, or of a batch that has ended', async () => {
      const store = await open(buildSeed([]))
      await start(store, 'b', [freeze('later'), freeze('refused', { reasonCode: 'notLive' }), freeze('next')])
      await start(store, 'ended', [freeze('a')])
      await store.write(async (transaction) => {
        const [later] = await transaction.batchItems('b', { limit: 1 })
        await transaction.updateBatchItem({ ...later!, dueAt: now + 1 })
        const ended = (await transaction.batch('ended'))!
        await transaction.updateBatch({ ...ended, state: 'cancelled', endedAt: now, revision: 2 }, 1)
      })
      const readDue = (at: number) => read(store, async (reader) => listIds(await reader.dueBatches(at, 9)))

      expect([await claim(store, 'b', now - 1), await claim(store, 'b'), await claim(store, 'ended')]).toEqual([
        undefined,
        'next',
        undefined,
      ])
      expect([await readDue(now - 1), await readDue(now)]).toEqual([[], ['b']])
    })

    test('names the batch first that has waited longest', async () => {
      const store = await open(buildSeed([]))
      for (const id of ['b1', 'b2']) await start(store, id, [freeze('a')])
      const readDue = () => read(store, async (reader) => listIds(await reader.dueBatches(now, 9)))
      const before = await readDue()

      await store.write(async (transaction) => {
        const batch = (await transaction.batch('b1'))!
        await transaction.updateBatch({ ...batch, revision: 2 }, 1)
      })

      expect([before, await readDue()]).toEqual([
        ['b1', 'b2'],
        ['b2', 'b1'],
      ])
    })

    test('two workers end each version of a batch once', async () => {
      const ids = Array.from({ length: 40 }, (_, index) => `v${index}`)
      const store = await open(buildSeed(ids.map((id) => buildVersion({ id, publishedAt: now }))))
      await start(
        store,
        'b',
        ids.map((id) => freeze(id)),
      )
      const environment = { store, engine: createSimulatedEngine(), clock: () => now, newId: () => 'new' }

      await Promise.all([runBatches(environment), runBatches(environment)])

      const [batch, entries] = await read(store, async (reader) => [await reader.batch('b'), await reader.entriesAfter(40, 100)])
      expect(batch).toMatchObject({ state: 'finished', counts: { pending: 0, done: 40, refused: 0, failed: 0, cancelled: 0 } })
      expect(new Set(entries.map(({ versionId }) => versionId)).size).toBe(40)
      expect(entries.map(({ type, batchId }) => `${type} ${batchId}`)).toEqual(ids.map(() => 'stop b'))
    })
  })
}
