import { mayHoldPeople } from '#domain/lifecycle.ts'
import { openDB } from 'idb'
import { createIndexedDbBatchReader, createIndexedDbBatchWriter } from './batches/indexed-db-batches.ts'
import { cancelTransaction, currentSchema, stores, updateSchema, type Open, type Schema, type Stores } from './indexed-db-schema.ts'
import type { StoredEntry, VersionRecord } from './records.ts'
import { createStoredVersion, type StoredVersion } from './keys/stored-version.ts'
import { countFacets, selectPage } from './list-query.ts'
import { createRandomId } from './random-id.ts'
import { ConflictError, type Reader, type Seed, type Store, type Transaction } from './store.ts'

const toRecords = (stored: readonly StoredVersion[]): readonly VersionRecord[] => stored.map(({ record }) => record)

/** Read operations on a database transaction. */
function createReader(transaction: Open): Reader {
  const versions = transaction.objectStore('versions')
  const allHistory = transaction.objectStore('history')
  const editions = async (journeyId: string) =>
    toRecords(await versions.index('journeyId').getAll(journeyId)).toSorted((one, other) => other.number - one.number)
  return {
    ...createIndexedDbBatchReader(transaction),
    version: async (id) => (await versions.get(id))?.record,
    versions: async (ids) => (await Promise.all(ids.map((id) => versions.get(id)))).flatMap((stored) => stored?.record ?? []),
    versionsOf: async (journeyId) => (await editions(journeyId)).filter(({ deletedAt }) => deletedAt === null),
    allVersionsOf: editions,
    incomingJumps: async (journeyId) =>
      toRecords(await versions.getAll()).filter(
        ({ deletedAt, flow }) => deletedAt === null && flow.activities.some((activity) => activity.journeyId === journeyId),
      ),
    latestByNameSkeleton: async (nameSkeleton) =>
      toRecords(await versions.index('nameSkeleton').getAll(nameSkeleton)).filter(({ latest, deletedAt }) => latest && deletedAt === null),
    openVersions: async () =>
      toRecords(await versions.getAll()).filter(({ status, deletedAt }) => deletedAt === null && mayHoldPeople(status)),
    endedSince: async (since) =>
      toRecords(await versions.getAll()).filter(({ ended, deletedAt }) => deletedAt === null && ended !== null && ended.at >= since),
    page: async (request) => selectPage(await versions.getAll(), request),
    facets: async (request) => countFacets(await versions.getAll(), request),
    history: async (versionId, { limit, before = Infinity, types }) => {
      const entries: StoredEntry[] = []
      const lines = allHistory.index('line')
      let cursor = await lines.openCursor(IDBKeyRange.bound([versionId], [versionId, before], false, true), 'prev')
      for (; cursor && entries.length < limit; cursor = await cursor.continue())
        if (!types || types.includes(cursor.value.type)) entries.push(cursor.value)
      return entries
    },
    due: async (at, limit) => toRecords(await versions.index('dueAt').getAll(IDBKeyRange.upperBound(at), limit)),
    oldestIdempotencyTime: async () => (await transaction.objectStore('answers').index('at').openKeyCursor())?.key ?? null,
    findIdempotencyRecord: (userId, key) => transaction.objectStore('answers').get([userId, key]),
    epoch: async () => (await transaction.objectStore('epoch').get('epoch')) ?? '',
    latestSequence: async () => (await allHistory.openKeyCursor(null, 'prev'))?.key ?? 0,
    entriesAfter: (sequence, limit) => allHistory.getAll(IDBKeyRange.lowerBound(sequence, true), limit),
  }
}

/** Write operations on a database transaction. */
function createTransaction(transaction: Open<'readwrite'>): Transaction {
  const history = transaction.objectStore('history')
  const read = createReader(transaction)
  return {
    ...read,
    ...createIndexedDbBatchWriter(transaction),
    claimDue: (at, limit) => read.due(at, limit),
    insert: async (record) => void (await transaction.objectStore('versions').add(createStoredVersion(record))),
    update: async (record, ifRevision) => {
      if ((await read.version(record.id))?.revision !== ifRevision) throw new ConflictError(record.id, ifRevision)
      await transaction.objectStore('versions').put(createStoredVersion(record))
    },
    append: async (entry) => {
      // The sequence is computed here: the auto-increment counter of IndexedDB is not reset when the stores are cleared.
      const stored = { ...entry, sequence: (await read.latestSequence()) + 1 }
      await history.add(stored)
      return stored
    },
    saveIdempotencyRecord: async (record) => void (await transaction.objectStore('answers').add(record)),
    forgetIdempotencyRecords: async (before, limit) => {
      const answers = transaction.objectStore('answers')
      const keys = await answers.index('at').getAllKeys(IDBKeyRange.upperBound(before, true), limit)
      await Promise.all(keys.map((key) => answers.delete(key)))
    },
  }
}

/** Replaces the contents of all object stores. */
async function replaceContents(transaction: Open<'readwrite'>, { versions, history }: Seed): Promise<void> {
  await Promise.all(stores.map((store) => transaction.objectStore(store).clear()))
  await Promise.all(versions.map((record) => transaction.objectStore('versions').add(createStoredVersion(record))))
  await Promise.all(history.map((entry, index) => transaction.objectStore('history').add({ ...entry, sequence: index + 1 })))
  await transaction.objectStore('epoch').add(createRandomId(), 'epoch')
}

/** A persistent store in the browser, shared by all tabs. */
export interface IndexedDbStore extends Store {
  /** Deletes all contents and starts again with `seed`. */
  replaceAll(seed: Seed): Promise<void>
  /** Ends the transactions that are running, and closes the database. */
  close(): void
}

/**
 * Opens the database of that name, and creates it if it does not exist. Throws if the browser does not support IndexedDB. `onClosed` is
 * called if the browser closes the database, to delete or to upgrade it: the store cannot be used any more.
 */
export async function openIndexedDbStore(name: string, onClosed: () => void = () => {}): Promise<IndexedDbStore> {
  const db = await openDB<Schema>(name, currentSchema, {
    upgrade: (database, oldSchema, _, transaction) => updateSchema(database, oldSchema, transaction),
    blocking: (_from, _to, event) => {
      ;(event.target as IDBDatabase).close()
      onClosed()
    },
    terminated: onClosed,
  })

  const running = new Set<Open>()

  const during = async <Mode extends IDBTransactionMode, T>(mode: Mode, work: (transaction: Open<Mode>) => Promise<T>): Promise<T> => {
    const transaction = db.transaction<Stores, Mode>([...stores], mode)
    running.add(transaction)
    const done = transaction.done
      .then(
        () => null,
        (error: unknown) => ({ error }),
      )
      .finally(() => running.delete(transaction))
    let result: T
    try {
      // Wait until the transaction is active, so that `work` reads the clock after all earlier transactions.
      await transaction.objectStore('versions').getKey('')
      result = await work(transaction)
    } catch (error) {
      cancelTransaction(transaction)
      await done
      throw error
    }
    const failed = await done
    if (failed) throw failed.error
    return result
  }

  return {
    read: (work) => during('readonly', (transaction) => work(createReader(transaction))),
    write: (work) => during('readwrite', (transaction) => work(createTransaction(transaction))),
    replaceAll: (seed) => during('readwrite', (transaction) => replaceContents(transaction, seed)),
    close: () => {
      running.forEach(cancelTransaction)
      db.close()
    },
  }
}
