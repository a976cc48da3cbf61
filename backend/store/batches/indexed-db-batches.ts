import type { Open, Schema } from '#backend/store/indexed-db-schema.ts'
import { ConflictError } from '#backend/store/store.ts'
import type { IDBPDatabase } from 'idb'
import type { BatchItemRecord, PreflightRecord, StoredBatch } from './batch-records.ts'
import type { BatchReader, BatchWriter } from './batch-store.ts'

/** The object stores of the batches. */
export interface BatchSchema {
  preflights: { key: string; value: PreflightRecord; indexes: { at: number } }
  batches: { key: string; value: StoredBatch; indexes: { sequence: number; changeSequence: number; state: [string, number] } }
  batchItems: {
    key: [string, number]
    value: BatchItemRecord
    indexes: { state: [string, string, number]; due: [string, string, number, number] }
  }
}

export const batchStores = ['preflights', 'batches', 'batchItems'] as const

/** Creates the object stores of the batches, with their indexes. */
export function createBatchStores(database: IDBPDatabase<Schema>): void {
  database.createObjectStore('preflights', { keyPath: 'id' }).createIndex('at', 'at')
  const batches = database.createObjectStore('batches', { keyPath: 'id' })
  batches.createIndex('sequence', 'sequence')
  batches.createIndex('changeSequence', 'changeSequence')
  batches.createIndex('state', ['state', 'changeSequence'])
  const items = database.createObjectStore('batchItems', { keyPath: ['batchId', 'position'] })
  items.createIndex('state', ['batchId', 'state', 'position'])
  items.createIndex('due', ['batchId', 'state', 'dueAt', 'position'])
}

/** The items of a batch that are due at `at`, in the order in which they are claimed. */
const dueRange = (batchId: string, at: number) => IDBKeyRange.bound([batchId, 'pending'], [batchId, 'pending', at, Infinity])

/** Read operations on batches in a database transaction. */
export function createIndexedDbBatchReader(transaction: Open): BatchReader {
  const batches = transaction.objectStore('batches')
  const items = transaction.objectStore('batchItems')
  return {
    preflight: (id) => transaction.objectStore('preflights').get(id),
    batch: (id) => batches.get(id),
    batches: async (limit, before = Infinity) => {
      const found: StoredBatch[] = []
      let cursor = await batches.index('sequence').openCursor(IDBKeyRange.upperBound(before, true), 'prev')
      for (; cursor && found.length < limit; cursor = await cursor.continue()) found.push(cursor.value)
      return found
    },
    batchItems: (batchId, { limit, after = 0, state }) =>
      state === undefined
        ? items.getAll(IDBKeyRange.bound([batchId, after], [batchId, Infinity], true), limit)
        : items.index('state').getAll(IDBKeyRange.bound([batchId, state, after], [batchId, state, Infinity], true), limit),
    dueBatches: async (at, limit) => {
      const due: StoredBatch[] = []
      const running = batches.index('state')
      let cursor = await running.openCursor(IDBKeyRange.bound(['running'], ['running', Infinity]))
      for (; cursor && due.length < limit; cursor = await cursor.continue())
        if ((await items.index('due').count(dueRange(cursor.value.id, at))) > 0) due.push(cursor.value)
      return due
    },
    batchesChangedAfter: (changeSequence, limit) =>
      batches.index('changeSequence').getAll(IDBKeyRange.lowerBound(changeSequence, true), limit),
    latestBatchChange: async () => (await batches.index('changeSequence').openKeyCursor(null, 'prev'))?.key ?? 0,
  }
}

/** Write operations on batches in a database transaction. */
export function createIndexedDbBatchWriter(transaction: Open<'readwrite'>): BatchWriter {
  const preflights = transaction.objectStore('preflights')
  const batches = transaction.objectStore('batches')
  const items = transaction.objectStore('batchItems')
  const read = createIndexedDbBatchReader(transaction)
  return {
    savePreflight: async (preflight) => void (await preflights.put(preflight)),
    forgetPreflights: async (before, limit) => {
      const ids = await preflights.index('at').getAllKeys(IDBKeyRange.upperBound(before, true), limit)
      await Promise.all(ids.map((id) => preflights.delete(id)))
    },
    insertBatch: async (batch, ofBatch) => {
      const sequence = (await read.latestBatchChange()) + 1
      const stored = { ...batch, sequence, changeSequence: sequence }
      await batches.add(stored)
      await Promise.all(ofBatch.map((item) => items.add(item)))
      return stored
    },
    updateBatch: async (batch, ifRevision) => {
      const before = await batches.get(batch.id)
      if (before?.revision !== ifRevision) throw new ConflictError(batch.id, ifRevision)
      const stored = { ...batch, sequence: before.sequence, changeSequence: (await read.latestBatchChange()) + 1 }
      await batches.put(stored)
      return stored
    },
    updateBatchItem: async (item) => void (await items.put(item)),
    claimBatchItem: async (batchId, at) => {
      const batch = await batches.get(batchId)
      if (!batch || batch.endedAt !== null) return undefined
      const item = await items.index('due').get(dueRange(batchId, at))
      return item && { batch, item }
    },
  }
}
