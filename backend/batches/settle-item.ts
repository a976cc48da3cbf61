import type { BatchReasonCode } from '#api/contract/batches/batch.ts'
import type { StoredBatch } from '#backend/store/batches/batch-records.ts'
import type { ClaimedItem } from '#backend/store/batches/batch-store.ts'
import type { Transaction } from '#backend/store/store.ts'
import { maxBatchItems, type BatchItemState } from '#domain/batch.ts'
import type { Instant } from '#domain/version.ts'

/** What became of an item. */
export interface ItemResult {
  readonly state: Exclude<BatchItemState, 'pending' | 'cancelled'>
  readonly reasonCode: BatchReasonCode | null
}

/** Writes the result of a pending item, and the counts of its batch, in one transaction. The batch ends with its last pending item. */
export async function settleItem(
  transaction: Transaction,
  { batch, item }: ClaimedItem,
  { state, reasonCode }: ItemResult,
  at: Instant,
): Promise<void> {
  const { counts, revision } = batch
  const pending = counts.pending - 1
  await transaction.updateBatchItem({ ...item, state, reasonCode, settledAt: at })
  await transaction.updateBatch(
    {
      ...batch,
      ...(pending === 0 && { state: 'finished', endedAt: at }),
      counts: { ...counts, pending, [state]: counts[state] + 1 },
      failedPeople: batch.failedPeople + (state === 'failed' ? item.peopleInside : 0),
      revision: revision + 1,
    },
    revision,
  )
}

/** Cancels all pending items of a running batch, and with them the batch. */
export async function settleAllPending(transaction: Transaction, batch: StoredBatch, at: Instant): Promise<StoredBatch> {
  const pending = await transaction.batchItems(batch.id, { state: 'pending', limit: maxBatchItems })
  for (const item of pending) await transaction.updateBatchItem({ ...item, state: 'cancelled', settledAt: at })
  const { counts, revision } = batch
  const cancelled = counts.cancelled + pending.length
  return transaction.updateBatch(
    {
      ...batch,
      state: 'cancelled',
      endedAt: at,
      counts: { ...counts, pending: counts.pending - pending.length, cancelled },
      revision: revision + 1,
    },
    revision,
  )
}
