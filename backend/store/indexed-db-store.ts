import { valueFilters } from '#api/contract/filters/filter-query.ts'
import { type Sort } from '#api/contract/list.ts'
import { openDB } from 'idb'
import { createIndexedDbBatchReader, createIndexedDbBatchWriter } from './batches/indexed-db-batches.ts'
import { cancelTransaction, currentSchema, stores, updateSchema, type Open, type Schema, type Stores } from './indexed-db-schema.ts'
import type { StoredEntry, VersionRecord } from './records.ts'
import { createIndexedDbSavedViewReader, createIndexedDbSavedViewWriter } from './saved-views/indexed-db-saved-views.ts'
import { createStoredVersion, type StoredVersion } from './keys/stored-version.ts'
import { createIndexEntry, type IndexEntry } from './index/index-entry.ts'
import { IndexedDbIndex, writeIndexEntry, writeWholeIndex } from './indexed-db-index.ts'
import { createRandomId } from './random-id.ts'
import { addRecords, ConflictError, type FilterRequest, type Reader, type Seed, type Store, type Transaction } from './store.ts'

const toRecords = (stored: readonly StoredVersion[]): readonly VersionRecord[] => stored.map(({ record }) => record)

/** Whether a question needs the texts of the index. */
const needsTexts = ({ query }: FilterRequest, sort?: Sort): boolean =>
  query.search !== '' ||
  query.publishedWithin !== undefined ||
  valueFilters.some((name) => query[name].length > 0) ||
  sort?.endsWith('name') === true

/** Read operations on a database transaction. */
function createReader(transaction: Open, index: IndexedDbIndex): Reader {
  const versions = transaction.objectStore('versions')
  const readVersions = async (ids: readonly string[]) =>
    (await Promise.all(ids.map((id) => versions.get(id)))).flatMap((stored) => stored?.record ?? [])
  const allHistory = transaction.objectStore('history')
  const editions = async (journeyId: string) =>
    toRecords(await versions.index('journeyId').getAll(journeyId)).toSorted((one, other) => other.number - one.number)
  return {
    ...createIndexedDbBatchReader(transaction),
    ...createIndexedDbSavedViewReader(transaction),
    version: async (id) => (await versions.get(id))?.record,
    versions: readVersions,
    versionsOf: async (journeyId) => (await editions(journeyId)).filter(({ deletedAt }) => deletedAt === null),
    allVersionsOf: editions,
    incomingJumps: async (journeyId) => toRecords(await versions.index('jumpsInto').getAll(journeyId)),
    latestByNameSkeleton: async (nameSkeleton) =>
      toRecords(await versions.index('nameSkeleton').getAll(nameSkeleton)).filter(({ latest, deletedAt }) => latest && deletedAt === null),
    openVersions: async () => (await index.load(transaction)).listOpenVersions(),
    endedSince: async (since) => (await index.load(transaction)).listEndedSince(since),
    page: async (request) => {
      const { rows, hasMore } = (await index.load(transaction, needsTexts(request, request.query.sort))).listPage(request)
      const stored = await readVersions(rows.map(({ id }) => id))
      const found = new Map(stored.map((record) => [record.id, request.replacements?.get(record.id) ?? record]))
      return { rows: addRecords(rows, (id) => found.get(id)), hasMore }
    },
    facets: async (request) => (await index.load(transaction, needsTexts(request))).countFacets(request),
    valueCounts: async (request, limit) => (await index.load(transaction, true)).countValues(request, limit),
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
function createTransaction(transaction: Open<'readwrite'>, index: IndexedDbIndex): Transaction {
  const history = transaction.objectStore('history')
  const read = createReader(transaction, index)
  let lastIndexWrite: Promise<void> = Promise.resolve()
  /** Writes a version and its place in the index. One at a time: two versions may be in the same chunk of the index. */
  const write = async (record: VersionRecord, put: (version: StoredVersion) => Promise<unknown>) => {
    const version = createStoredVersion(record)
    await put(version)
    lastIndexWrite = lastIndexWrite.then(() => writeIndexEntry(transaction, createIndexEntry(version)))
    await lastIndexWrite
  }
  return {
    ...read,
    ...createIndexedDbBatchWriter(transaction),
    ...createIndexedDbSavedViewWriter(transaction),
    claimDue: (at, limit) => read.due(at, limit),
    insert: (record) => write(record, (version) => transaction.objectStore('versions').add(version)),
    update: async (record, ifRevision) => {
      if ((await read.version(record.id))?.revision !== ifRevision) throw new ConflictError(record.id, ifRevision)
      await write(record, (version) => transaction.objectStore('versions').put(version))
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

/** So many records are handed to the database at once: in between, a page can paint. */
const sliceLength = 1_000

/** Writes records slice by slice. `onWritten` is called with the number of those that are written. */
async function writeInSlices<T>(
  records: readonly T[],
  write: (record: T, place: number) => Promise<unknown>,
  onWritten: (count: number) => void,
): Promise<void> {
  for (let start = 0; start < records.length; start += sliceLength) {
    const slice = records.slice(start, start + sliceLength)
    await Promise.all(slice.map((record, place) => write(record, start + place)))
    onWritten(slice.length)
  }
}

/** Replaces the contents of all object stores. */
async function replaceContents(
  transaction: Open<'readwrite'>,
  { versions, history }: Seed,
  onProgress: (share: number) => void,
): Promise<void> {
  await Promise.all(stores.map((store) => transaction.objectStore(store).clear()))
  let written = 0
  const report = (count: number) => onProgress((written += count) / (versions.length + history.length))
  const entries: IndexEntry[] = []
  const addVersion = (record: VersionRecord) => {
    const version = createStoredVersion(record)
    entries.push(createIndexEntry(version))
    return transaction.objectStore('versions').add(version)
  }
  await writeInSlices(versions, addVersion, report)
  await writeWholeIndex(transaction, entries)
  await writeInSlices(history, (entry, place) => transaction.objectStore('history').add({ ...entry, sequence: place + 1 }), report)
  await transaction.objectStore('epoch').add(createRandomId(), 'epoch')
}

/** A persistent store in the browser, shared by all tabs. */
export interface IndexedDbStore extends Store {
  /** Deletes all contents and starts again with `seed`, in one transaction. `onProgress` is called with the share that is written. */
  replaceAll(seed: Seed, onProgress?: (share: number) => void): Promise<void>
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

  const index = new IndexedDbIndex()
  const write = async <T>(work: (transaction: Open<'readwrite'>) => Promise<T>): Promise<T> => {
    try {
      return await during('readwrite', work)
    } catch (error) {
      index.forget()
      throw error
    }
  }
  // Reads wait, so that those at the start do not load the index each on its own.
  const loading = during('readonly', (transaction) => index.load(transaction)).catch(() => undefined)

  return {
    read: async (work) => {
      await loading
      return during('readonly', (transaction) => work(createReader(transaction, index)))
    },
    write: (work) => write((transaction) => work(createTransaction(transaction, index))),
    replaceAll: (seed, onProgress = () => undefined) => write((transaction) => replaceContents(transaction, seed, onProgress)),
    close: () => {
      running.forEach(cancelTransaction)
      db.close()
    },
  }
}
