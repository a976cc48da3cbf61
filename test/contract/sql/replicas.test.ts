import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { runBatches } from '#backend/batches/run-batches.ts'
import { startBatch } from '#backend/batches/start-batch.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { runScheduler } from '#backend/history/scheduler.ts'
import type { StoredEntry } from '#backend/store/records.ts'
import { ConflictError, type Seed, type Store } from '#backend/store/store.ts'
import { encodeJson } from '#server/store/encode-json.ts'
import { openPostgres, type OpenDatabase } from '#server/store/open-database.ts'
import { createSqlStore } from '#server/store/sql-store.ts'
import { verifyHistory } from '#server/store/history/verify-history.ts'
import { testStoreAnswers } from '#test/contract/hosts/store-oracle.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { preparePostgresql } from './support/sql-databases.ts'

const postgresql = preparePostgresql()
const opened: OpenDatabase[] = []

afterEach(async () => {
  for (const { close } of opened.splice(0)) await close()
})

/** A store of another program on the same database. */
function openReplica(): Store {
  const database = openPostgres(postgresql.url()!, (error) => {
    throw error
  })
  opened.push(database)
  return createSqlStore(database, () => undefined)
}

/** The stores of three programs on a database with these contents. */
const openReplicas = async (seed: Seed): Promise<[Store, Store, Store]> => [await postgresql.openStore(seed), openReplica(), openReplica()]

const version = buildVersion()
const [entry] = buildSeed([version]).history

testStoreAnswers('the SQL store of three programs', 30, openReplicas)

test('no update is lost between programs: each of 60 changes builds on the one before', async () => {
  const stores = await openReplicas(buildSeed([version]))
  const increment = (store: Store) =>
    store.write(async (transaction) => {
      const { revision } = (await transaction.version('version'))!
      await transaction.update({ ...version, revision: revision + 1 }, revision)
      await transaction.append({ ...entry!, note: String(revision + 1) })
    })

  await Promise.all(Array.from({ length: 60 }, (_, nth) => increment(stores[nth % 3]!)))

  const [revision, entries] = await stores[0].read(async (reader) => [
    (await reader.version('version'))?.revision,
    await reader.entriesAfter(1, 99),
  ])
  expect(revision).toBe(61)
  expect(entries.map(({ sequence, note }) => [sequence, note])).toEqual(Array.from({ length: 60 }, (_, nth) => [nth + 2, String(nth + 2)]))
  expect(await verifyHistory(postgresql.database())).toMatchObject({ entries: 61, problem: null })
})

test('no update is lost between the commands of three programs: each of 60 changes builds on the one before', async () => {
  const stores = await openReplicas(buildSeed([version]))
  const increment = (store: Store, key: string) =>
    store.write(
      async (transaction) => {
        const { revision } = (await transaction.version('version'))!
        await transaction.update({ ...version, revision: revision + 1 }, revision)
        return transaction.append({ ...entry!, note: String(revision + 1) })
      },
      { versionId: 'version', userId: 'anna', key },
    )

  const appended = await Promise.all(Array.from({ length: 60 }, (_, nth) => increment(stores[nth % 3]!, `key-${nth}`)))

  const entries = await stores[0].read((reader) => reader.entriesAfter(1, 99))
  expect(entries.map(({ sequence, note }) => [sequence, note])).toEqual(Array.from({ length: 60 }, (_, nth) => [nth + 2, String(nth + 2)]))
  expect(appended.toSorted((one, other) => one.sequence - other.sequence)).toEqual(entries)
  expect((await stores[1].read((reader) => reader.version('version')))?.revision).toBe(61)
  expect(await verifyHistory(postgresql.database())).toMatchObject({ entries: 61, problem: null })
})

test('of commands of three programs under one key one is executed, and the others find its answer', async () => {
  const stores = await openReplicas(buildSeed([version]))
  const send = (store: Store) =>
    store.write(
      async (transaction) => {
        if (await transaction.findIdempotencyRecord('anna', 'key')) return 'found'
        await transaction.append(entry!)
        const answer = { userId: 'anna', key: 'key', at: now, fingerprint: '', status: 200, headers: {}, body: '' }
        await transaction.saveIdempotencyRecord(answer)
        return 'executed'
      },
      { versionId: 'version', userId: 'anna', key: 'key' },
    )

  const results = await Promise.all(Array.from({ length: 12 }, (_, nth) => send(stores[nth % 3]!)))

  expect(results.filter((result) => result === 'executed')).toHaveLength(1)
  expect(await stores[0].read((reader) => reader.latestSequence())).toBe(2)
})

test('a writer without a turn does not make a command lose an update', async () => {
  const store = await postgresql.openStore(buildSeed([version]))
  let isFirst = true

  const { revision } = await store.write(
    async (transaction) => {
      const found = (await transaction.version('version'))!
      if (isFirst)
        await postgresql
          .database()
          .updateTable('versions')
          .set({ revision: 5, record: encodeJson({ ...version, revision: 5 }) })
          .execute()
      isFirst = false
      const changed = { ...found, revision: found.revision + 1 }
      await transaction.update(changed, found.revision)
      return changed
    },
    { versionId: 'version', userId: 'anna', key: 'key' },
  )

  expect(revision).toBe(6)
  expect((await store.read((reader) => reader.version('version')))?.revision).toBe(6)
})

test('of two programs that update one revision one gets a conflict', async () => {
  const [one, other] = await openReplicas(buildSeed([version]))
  const rename = (store: Store, name: string) =>
    store.write((transaction) => transaction.update({ ...version, name, revision: 2 }, version.revision))

  const results = await Promise.allSettled([rename(one, 'One'), rename(other, 'Other')])

  expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))).toEqual([expect.any(ConflictError)])
})

test('no phantom appears between programs', async () => {
  const stores = await openReplicas(buildSeed([]))
  const addVersion = (store: Store, id: string) =>
    store.write(async (transaction) => {
      const before = (await transaction.versionsOf('shop')).length
      await transaction.append(entry!)
      const { length } = await transaction.versionsOf('shop')
      await transaction.insert(buildVersion({ id, journeyId: 'shop', number: length + 1 }))
      return length - before
    })

  const grown = await Promise.all(Array.from({ length: 12 }, (_, nth) => addVersion(stores[nth % 3]!, `v${nth}`)))

  expect(new Set(grown)).toEqual(new Set([0]))
  const numbers = (await stores[1].read((reader) => reader.versionsOf('shop'))).map(({ number }) => number)
  expect(numbers.toReversed()).toEqual(Array.from({ length: 12 }, (_, nth) => nth + 1))
})

test('a reader that asks for what is new gets every entry once, in order, while three programs write', async () => {
  const stores = await openReplicas(buildSeed([]))
  const read: StoredEntry[] = []
  const readAll = async () => {
    while (read.length < 90) read.push(...(await stores[0].read((reader) => reader.entriesAfter(read.at(-1)?.sequence ?? 0, 7))))
  }

  const writes = Array.from({ length: 90 }, (_, nth) =>
    stores[nth % 3]!.write((transaction) => transaction.append({ ...entry!, note: String(nth) })),
  )
  await Promise.all([readAll(), ...writes])

  expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 90 }, (_, nth) => nth + 1))
})

test('a read sees one state, whatever is written meanwhile by another program', async () => {
  const [one, other] = await openReplicas(buildSeed([version]))

  const [before, after] = await one.read(async (reader) => {
    const first = [await reader.latestSequence(), (await reader.version('version'))?.revision]
    await other.write(async (transaction) => {
      await transaction.update({ ...version, revision: 2 }, 1)
      await transaction.append(entry!)
    })
    return [first, [await reader.latestSequence(), (await reader.version('version'))?.revision]]
  })

  expect([before, after]).toEqual([
    [1, 1],
    [1, 1],
  ])
})

test('reads are answered while more writers wait than there are connections', async () => {
  const store = await postgresql.openStore(buildSeed([]))
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const writes = Array.from({ length: 30 }, () =>
    store.write(async (transaction) => {
      await released
      await transaction.append(entry!)
    }),
  )

  const sequence = await store.read((reader) => reader.latestSequence())
  release()
  await Promise.all(writes)

  expect([sequence, await store.read((reader) => reader.latestSequence())]).toEqual([0, 30])
})

test('a transaction runs again when something that takes no turn has written what it writes', async () => {
  const store = await postgresql.openStore(buildSeed([version]))
  let runs = 0

  await store.write(async (transaction) => {
    runs++
    const { revision } = (await transaction.version('version'))!
    if (runs === 1) await sql`update versions set updated_at = updated_at + 1 where id = 'version'`.execute(postgresql.database())
    await transaction.update({ ...version, revision: revision + 1 }, revision)
    await transaction.append(entry!)
  })

  expect(runs).toBe(2)
  expect(await store.read((reader) => reader.latestSequence())).toBe(2)
})

test('a transaction that never succeeds is given up', async () => {
  const store = await postgresql.openStore(buildSeed([version]))
  let runs = 0

  const written = store.write(async (transaction) => {
    runs++
    await transaction.version('version')
    await sql`update versions set updated_at = updated_at + 1 where id = 'version'`.execute(postgresql.database())
    await transaction.update({ ...version, revision: 2 }, 1)
  })

  await expect(written).rejects.toMatchObject({ code: '40001' })
  expect(runs).toBe(5)
})

test('schedulers of three programs write each due transition once', async () => {
  const ending = (id: string, endsAt: number) => ({ ...buildVersion({ id, endsAt }), dueAt: endsAt })
  const stores = await openReplicas(buildSeed(Array.from({ length: 120 }, (_, index) => ending(`v${index}`, now - index))))

  const counts = await Promise.all(stores.map((store) => runScheduler({ store, engine: createSimulatedEngine(), clock: () => now })))

  expect(counts.reduce((sum, count) => sum + count)).toBe(120)
  const entries = await stores[0].read((reader) => reader.entriesAfter(120, 999))
  expect(new Set(entries.map(({ versionId }) => versionId)).size).toBe(120)
  expect(entries).toHaveLength(120)
})

test('workers of three programs end each version of a batch once', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `v${index}`)
  const stores = await openReplicas(buildSeed(ids.map((id) => buildVersion({ id, publishedAt: now }))))
  const versions = ids.map(
    (id) => ({ versionId: id, name: id, number: 1, revision: 1, status: 'live', peopleInside: 1, reasonCode: null }) as const,
  )
  const head = { id: 'b', action: 'stop', reason: 'legal', note: '', startedAt: now, startedBy: marketer.user, retryOf: null } as const
  await stores[0].write((transaction) => startBatch(transaction, head, versions))

  await Promise.all(stores.map((store) => runBatches({ store, engine: createSimulatedEngine(), clock: () => now, newId: () => 'new' })))

  const [batch, entries] = await stores[1].read(async (reader) => [await reader.batch('b'), await reader.entriesAfter(30, 99)])
  expect(batch).toMatchObject({ state: 'finished', counts: { done: 30, pending: 0 } })
  expect(new Set(entries.map(({ versionId }) => versionId)).size).toBe(30)
  expect(entries).toHaveLength(30)
})
