import type { BatchItemRecord, StoredBatch } from '#backend/store/batches/batch-records.ts'
import type { BatchWriter } from '#backend/store/batches/batch-store.ts'
import { ConflictError } from '#backend/store/store.ts'
import { encodeJson } from '#server/store/encode-json.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { createBatchReads, selectDueItems } from './batch-reads.ts'

const createBatchRow = (batch: StoredBatch) => ({
  id: encodeText(batch.id),
  sequence: batch.sequence,
  change_sequence: batch.changeSequence,
  revision: batch.revision,
  is_running: batch.endedAt === null,
  record: encodeJson(batch),
})

const createItemRow = (item: BatchItemRecord) => ({
  batch_id: encodeText(item.batchId),
  position: item.position,
  state: item.state,
  due_at: item.dueAt,
  record: encodeJson(item),
})

/** How many items are written by one statement: a statement has at most 65,535 parameters. */
const maxItemsAtOnce = 1_000

/** Write operations on batches. */
export function createBatchWrites(database: Database): BatchWriter {
  const read = createBatchReads(database)
  return {
    savePreflight: async (preflight) => {
      const { id, ...columns } = { id: encodeText(preflight.id), at: preflight.at, record: encodeJson(preflight) }
      await database
        .insertInto('preflights')
        .values({ id, ...columns })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
    forgetPreflights: async (before, limit) => {
      const old = database.selectFrom('preflights').select('id').where('at', '<', before).orderBy('at').limit(limit)
      await database.deleteFrom('preflights').where('id', 'in', old).execute()
    },
    insertBatch: async (batch, items) => {
      const sequence = (await read.latestBatchChange()) + 1
      const stored = { ...batch, sequence, changeSequence: sequence }
      const inserted = database
        .insertInto('batches')
        .values(createBatchRow(stored))
        .onConflict((conflict) => conflict.column('id').doNothing())
      if ((await inserted.executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) throw new Error(`${batch.id} is taken.`)
      for (let start = 0; start < items.length; start += maxItemsAtOnce)
        await database
          .insertInto('batch_items')
          .values(items.slice(start, start + maxItemsAtOnce).map(createItemRow))
          .execute()
      return stored
    },
    updateBatch: async (batch, ifRevision) => {
      const before = await read.batch(batch.id)
      if (before?.revision !== ifRevision) throw new ConflictError(batch.id, ifRevision)
      const stored = { ...batch, sequence: before.sequence, changeSequence: (await read.latestBatchChange()) + 1 }
      const { id, ...columns } = createBatchRow(stored)
      const updated = database.updateTable('batches').set(columns).where('id', '=', id).where('revision', '=', ifRevision)
      if ((await updated.executeTakeFirst()).numUpdatedRows !== 1n) throw new ConflictError(batch.id, ifRevision)
      return stored
    },
    updateBatchItem: async (item) => {
      const { batch_id, position, ...columns } = createItemRow(item)
      await database.updateTable('batch_items').set(columns).where('batch_id', '=', batch_id).where('position', '=', position).execute()
    },
    claimBatchItem: async (batchId, at) => {
      const batch = await read.batch(batchId)
      if (!batch || batch.endedAt !== null) return undefined
      const due = selectDueItems(database, at).select('record').where('batch_id', '=', encodeText(batchId)).limit(1)
      const claimed = await due.forUpdate().skipLocked().executeTakeFirst()
      return claimed && { batch, item: claimed.record }
    },
  }
}
