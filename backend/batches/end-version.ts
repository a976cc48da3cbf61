import type { BatchReasonCode } from '#api/contract/batches/batch.ts'
import { handleAction } from '#backend/commands/action-handlers.ts'
import type { Environment } from '#backend/environment.ts'
import { loadWithDueTransitions } from '#backend/history/due-transitions.ts'
import type { BatchItemRecord } from '#backend/store/batches/batch-records.ts'
import type { ClaimedItem } from '#backend/store/batches/batch-store.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Transaction } from '#backend/store/store.ts'
import type { Rights } from '#domain/rights.ts'
import type { Instant } from '#domain/version.ts'
import { findRefusal } from './frozen-selection.ts'
import type { ItemResult } from './settle-item.ts'

/**
 * Whether ending the version now is something else than was shown: its status is another one. A new name, more or fewer people, or a newer
 * version of the journey do not change what the action does.
 */
const findChange = (record: VersionRecord, item: BatchItemRecord): BatchReasonCode | null =>
  record.status === item.status ? null : 'changed'

/**
 * Ends the version of a claimed item by the rules of a single command: what is due is written first, then permission, team and status decide. Writes
 * the version and its history entry, which names the batch.
 */
export async function endVersion(
  { engine, newId }: Pick<Environment, 'engine' | 'newId'>,
  transaction: Transaction,
  { batch, item }: ClaimedItem,
  rights: Rights,
  at: Instant,
): Promise<ItemResult> {
  const { action, reason, note, startedBy: actor, id: batchId } = batch
  // A version of another journey that cannot be written fails the first attempt, and no later one.
  const record = await loadWithDueTransitions(transaction, engine, item.versionId, at, item.attempts === 0 ? 'all' : 'journey')
  const reasonCode = findRefusal(record, action, rights) ?? (record ? findChange(record, item) : null)
  if (!record || reasonCode !== null) return { state: 'refused', reasonCode }
  await handleAction({ action, body: { reason, note } }, { transaction, engine, record, actor, at, newId, batchId })
  return { state: 'done', reasonCode: null }
}
