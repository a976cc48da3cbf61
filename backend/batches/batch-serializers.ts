import type { Batch, BatchItem } from '#api/contract/batches/batch.ts'
import type { BatchItemRecord, BatchRecord } from '#backend/store/batches/batch-records.ts'
import { toIso } from '#backend/views/serializers.ts'
import { requiresTypedCount, sumCounts } from '#domain/batch.ts'
import { findWithheldInBatch, type Rights } from '#domain/rights.ts'

/** A batch in wire format, for a user with `rights`. */
export function toBatch(batch: BatchRecord, rights: Rights): Batch {
  const { id, revision, action, state, counts, reason, note, startedAt, startedBy, endedAt, peopleInside, retryOf, retriedBy } = batch
  return {
    id,
    revision,
    action,
    state,
    selected: sumCounts(counts),
    counts: { ...counts },
    reason,
    note,
    startedAt: toIso(startedAt),
    startedBy,
    endedAt: endedAt === null ? null : toIso(endedAt),
    peopleInside,
    retryOf,
    retriedBy,
    retryRequiresTypedCount: requiresTypedCount(counts.failed, batch.failedPeople),
    withheld: [...findWithheldInBatch(batch.teams, rights)],
  }
}

/** An item of a batch in wire format. */
export const toBatchItem = ({ versionId, name, number, state, reasonCode, peopleInside, settledAt }: BatchItemRecord): BatchItem => ({
  versionId,
  name,
  number,
  state,
  reasonCode,
  peopleInside,
  settledAt: settledAt === null ? null : toIso(settledAt),
})
