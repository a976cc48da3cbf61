import type { BatchReasonCode } from '#api/contract/batches/batch.ts'
import type { User } from '#api/contract/primitives.ts'
import type { BatchAction, BatchCounts, BatchItemState, BatchState } from '#domain/batch.ts'
import type { CloseReason } from '#domain/ending-reasons.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Rights } from '#domain/rights.ts'
import type { Instant } from '#domain/version.ts'

/** A selected version as the preflight showed it. */
export interface FrozenVersion {
  readonly versionId: string
  readonly name: string
  readonly number: number
  readonly revision: number
  /** `null` for a version that did not exist. */
  readonly status: Status | null
  readonly peopleInside: number
  /** The team that the journey belongs to. Absent: it is everybody's. */
  readonly team?: string
  /** Why it cannot be ended; `null` if it can. */
  readonly reasonCode: BatchReasonCode | null
}

/** A stored preflight: a frozen selection, which its user can start for a short time. */
export interface PreflightRecord {
  readonly id: string
  readonly action: BatchAction
  readonly userId: string
  readonly at: Instant
  /** All selected versions: those that can be ended first, most people first. */
  readonly versions: readonly FrozenVersion[]
  /** The batch that was started with it; `null` if none was. */
  readonly batchId: string | null
}

/** A stored batch. Its counts are those of its items, because one transaction writes both. */
export interface BatchRecord {
  readonly id: string
  readonly action: BatchAction
  readonly state: BatchState
  readonly counts: BatchCounts
  readonly reason: CloseReason | null
  readonly note: string
  readonly startedAt: Instant
  readonly startedBy: User
  /** Those of this user at the start. Absent from batches of earlier releases, which reach every journey. */
  readonly rights?: Rights
  /** The teams of the versions that could be ended. Absent: none belongs to a team. */
  readonly teams?: readonly string[]
  readonly endedAt: Instant | null
  readonly peopleInside: number
  /** Number of people inside the failed items. */
  readonly failedPeople: number
  readonly retryOf: string | null
  readonly retriedBy: string | null
  /** Starts at 1 and increases by one with every change. */
  readonly revision: number
}

/**
 * Numbers that the store assigns to a batch. Both are taken from one sequence, which increases with every change of any batch, in the order of
 * commits: `sequence` at the start, `changeSequence` at every change. Of all running batches the one with the least `changeSequence` has
 * waited longest.
 */
export interface StoredBatch extends BatchRecord {
  readonly sequence: number
  readonly changeSequence: number
}

/** One version of a batch. The record is the job: a worker claims it while it is pending. */
export interface BatchItemRecord extends Omit<FrozenVersion, 'reasonCode'> {
  readonly batchId: string
  /** Order in the batch, from 1. */
  readonly position: number
  readonly state: BatchItemState
  readonly reasonCode: BatchReasonCode | null
  /** Number of failed attempts. */
  readonly attempts: number
  /** A pending item is not claimed before. */
  readonly dueAt: Instant
  readonly settledAt: Instant | null
}
