import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import { batchStores, createBatchStores, type BatchSchema } from './batches/indexed-db-batches.ts'
import type { FactChunk, TextChunk } from './index/index-chunks.ts'
import { createIndexEntry, entryVersion } from './index/index-entry.ts'
import { writeWholeIndex } from './indexed-db-index.ts'
import { createStoredVersion, keysVersion, type StoredVersion } from './keys/stored-version.ts'
import { createRandomId } from './random-id.ts'
import type { SavedViewSchema } from './saved-views/indexed-db-saved-views.ts'
import type { IdempotencyRecord, StoredEntry, VersionRecord } from './records.ts'

/** The object stores of the database. */
export interface Schema extends DBSchema, BatchSchema, SavedViewSchema {
  versions: { key: string; value: StoredVersion; indexes: { journeyId: string; dueAt: number; nameSkeleton: string; jumpsInto: string } }
  /** All versions without their records, in chunks, so that a list needs no more than its own rows. */
  index: { key: number; value: FactChunk; indexes: { changedAt: number } }
  /** The rest of the index, apart: it is read for the first search, sort by name, or filter by what is there. */
  indexTexts: { key: number; value: TextChunk; indexes: { changedAt: number } }
  history: { key: number; value: StoredEntry; indexes: { line: [string, number] } }
  answers: { key: [string, string]; value: IdempotencyRecord; indexes: { at: number } }
  epoch: { key: 'epoch'; value: string }
}

export const stores = ['versions', 'index', 'indexTexts', 'history', 'answers', 'epoch', 'savedViews', ...batchStores] as const
export type Stores = (typeof stores)[number][]
/** A transaction on all object stores. */
export type Open<Mode extends IDBTransactionMode = IDBTransactionMode> = IDBPTransaction<Schema, Stores, Mode>

/** Aborts a transaction, unless it has already ended. */
export function cancelTransaction(transaction: Open): void {
  try {
    transaction.abort()
  } catch {
    // The transaction has already ended.
  }
}

/** The last schema before versions were stored with keys. An older one has records with other fields. */
const lastSchemaWithoutKeys = 3

/** The last schema without an index of all versions, and without object stores for batches. */
const lastSchemaWithoutIndex = 6

/** How often object stores were added since: that of the saved views. */
const addedStores = 1

/** The schema that this code reads and writes: it changes with the keys, and with the entries of the index. */
export const currentSchema = lastSchemaWithoutIndex + addedStores + keysVersion + entryVersion

/** Creates the object stores of the versions and of their index. */
function createVersionStores(database: IDBPDatabase<Schema>): void {
  const versions = database.createObjectStore('versions', { keyPath: 'record.id' })
  versions.createIndex('journeyId', 'record.journeyId')
  // `null` is not a valid key, so this index skips versions that are never due.
  versions.createIndex('dueAt', 'record.dueAt')
  versions.createIndex('nameSkeleton', 'keys.nameSkeleton')
  versions.createIndex('jumpsInto', 'keys.jumpsInto', { multiEntry: true })
  for (const name of ['index', 'indexTexts'] as const)
    database.createObjectStore(name, { keyPath: 'number' }).createIndex('changedAt', 'changedAt')
}

/** Creates the object store of the idempotency records, with its index. */
const createAnswerStore = (database: IDBPDatabase<Schema>) =>
  database.createObjectStore('answers', { keyPath: ['userId', 'key'] }).createIndex('at', 'at')

/** Creates the object store of the saved views. */
const createSavedViewStore = (database: IDBPDatabase<Schema>) => void database.createObjectStore('savedViews', { keyPath: 'id' })

/** Creates all object stores. Drops what an older schema has stored, so that the demo is seeded again. */
function createSchema(database: IDBPDatabase<Schema>): void {
  for (const store of Array.from(database.objectStoreNames)) database.deleteObjectStore(store)
  void database.createObjectStore('epoch').add(createRandomId(), 'epoch')
  createVersionStores(database)
  database.createObjectStore('history', { keyPath: 'sequence' }).createIndex('line', ['versionId', 'sequence'])
  createAnswerStore(database)
  createBatchStores(database)
  createSavedViewStore(database)
}

/**
 * Creates what is missing for batches and saved views. Writes all versions again with the keys of this release and the index of them, the journey into
 * entries that lack it, and the time of the newest entry into
 * idempotency records that lack one. The epoch stays as it is.
 */
async function migrate(database: IDBPDatabase<Schema>, transaction: Open<'versionchange'>): Promise<void> {
  if (!database.objectStoreNames.contains('batches')) createBatchStores(database)
  if (!database.objectStoreNames.contains('savedViews')) createSavedViewStore(database)
  const before: readonly (StoredVersion | VersionRecord)[] = await transaction.objectStore('versions').getAll()
  const stored = before.map((version) => createStoredVersion('record' in version ? version.record : version))
  for (const store of ['versions', 'index', 'indexTexts'] as const)
    if (database.objectStoreNames.contains(store)) database.deleteObjectStore(store)
  createVersionStores(database)
  const versions = transaction.objectStore('versions')
  await Promise.all(stored.map((version) => versions.add(version)))
  await writeWholeIndex(transaction, stored.map(createIndexEntry))
  const journeyIds = new Map(stored.map(({ record }) => [record.id, record.journeyId]))
  const history = transaction.objectStore('history')
  const entries: readonly (StoredEntry | Omit<StoredEntry, 'journeyId'>)[] = await history.getAll()
  const lacking = entries.filter((entry) => !('journeyId' in entry))
  await Promise.all(lacking.map((entry) => history.put({ ...entry, journeyId: journeyIds.get(entry.versionId) ?? entry.versionId })))
  const records: readonly (IdempotencyRecord | Omit<IdempotencyRecord, 'at'>)[] = await transaction.objectStore('answers').getAll()
  database.deleteObjectStore('answers')
  createAnswerStore(database)
  const answers = transaction.objectStore('answers')
  const at = entries.at(-1)?.at ?? 0
  await Promise.all(records.map((record) => answers.add({ at, ...record })))
}

/** Brings a database of an older schema to the current one. A failed migration leaves everything as it was. */
export function updateSchema(database: IDBPDatabase<Schema>, oldSchema: number, transaction: Open<'versionchange'>): void {
  if (oldSchema < lastSchemaWithoutKeys) createSchema(database)
  else migrate(database, transaction).catch(() => cancelTransaction(transaction))
}
