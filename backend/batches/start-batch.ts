import type { BatchItemRecord, BatchRecord, FrozenVersion, StoredBatch } from '#backend/store/batches/batch-records.ts'
import type { Transaction } from '#backend/store/store.ts'

/** What a batch is started with, besides its versions. */
type BatchHead = Pick<BatchRecord, 'id' | 'action' | 'reason' | 'note' | 'startedAt' | 'startedBy' | 'rights' | 'retryOf'>

/** Writes a new batch. Versions that could not be ended when they were frozen are refused from the start, for the reason that was shown. */
export function startBatch(transaction: Transaction, head: BatchHead, versions: readonly FrozenVersion[]): Promise<StoredBatch> {
  const { id, startedAt } = head
  const items = versions.map(({ versionId, name, number, revision, status, peopleInside, team, reasonCode }, index): BatchItemRecord => {
    const isRefused = reasonCode !== null
    return {
      batchId: id,
      position: index + 1,
      versionId,
      name,
      number,
      revision,
      status,
      peopleInside,
      ...(team !== undefined && { team }),
      state: isRefused ? 'refused' : 'pending',
      reasonCode,
      attempts: 0,
      dueAt: startedAt,
      settledAt: isRefused ? startedAt : null,
    }
  })
  const pending = items.filter(({ state }) => state === 'pending')
  const teams = [...new Set(pending.flatMap(({ team }) => team ?? []))]
  const batch: BatchRecord = {
    ...head,
    ...(teams.length > 0 && { teams }),
    state: 'running',
    counts: { pending: pending.length, done: 0, refused: items.length - pending.length, failed: 0, cancelled: 0 },
    endedAt: null,
    peopleInside: pending.reduce((sum, item) => sum + item.peopleInside, 0),
    failedPeople: 0,
    retriedBy: null,
    revision: 1,
  }
  return transaction.insertBatch(batch, items)
}
