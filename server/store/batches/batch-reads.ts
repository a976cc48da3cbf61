import type { BatchReader } from '#backend/store/batches/batch-store.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'

/** Items of a batch that are due at `at`, in the order in which they are claimed. */
export const selectDueItems = (database: Database, at: number) =>
  database.selectFrom('batch_items').where('state', '=', 'pending').where('due_at', '<=', at).orderBy('due_at').orderBy('position')

/** Read operations on batches. */
export function createBatchReads(database: Database): BatchReader {
  const batches = database.selectFrom('batches').select('record')
  const toBatches = async (query: typeof batches) => (await query.execute()).map(({ record }) => record)
  return {
    preflight: async (id) =>
      (await database.selectFrom('preflights').select('record').where('id', '=', encodeText(id)).executeTakeFirst())?.record,
    batch: async (id) => (await batches.where('id', '=', encodeText(id)).executeTakeFirst())?.record,
    batches: (limit, before = Infinity) => {
      const newest = batches.orderBy('sequence', 'desc').limit(limit)
      return toBatches(before === Infinity ? newest : newest.where('sequence', '<', before))
    },
    batchItems: async (batchId, { limit, after = 0, state }) => {
      const items = database
        .selectFrom('batch_items')
        .select('record')
        .where('batch_id', '=', encodeText(batchId))
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
      const found = await (state === undefined ? items : items.where('state', '=', state)).execute()
      return found.map(({ record }) => record)
    },
    dueBatches: (at, limit) =>
      toBatches(
        batches
          .where('is_running', '=', true)
          .where((it) => it.exists(selectDueItems(database, at).select('position').where('batch_id', '=', it.ref('batches.id'))))
          .orderBy('change_sequence')
          .limit(limit),
      ),
    batchesChangedAfter: (changeSequence, limit) =>
      toBatches(batches.where('change_sequence', '>', changeSequence).orderBy('change_sequence').limit(limit)),
    latestBatchChange: async () => {
      const latest = database.selectFrom('batches').select('change_sequence').orderBy('change_sequence', 'desc').limit(1)
      return (await latest.executeTakeFirst())?.change_sequence ?? 0
    },
  }
}
