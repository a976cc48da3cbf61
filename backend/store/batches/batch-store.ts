import type { BatchItemState } from '#domain/batch.ts'
import type { Instant } from '#domain/version.ts'
import type { BatchItemRecord, BatchRecord, PreflightRecord, StoredBatch } from './batch-records.ts'

/** Limits the items of a batch. */
export interface BatchItemsRequest {
  readonly limit: number
  /** Exclusive lower bound of the position. */
  readonly after?: number
  /** Absent: every state. */
  readonly state?: BatchItemState
}

/** A claimed item with its batch. */
export interface ClaimedItem {
  readonly batch: StoredBatch
  readonly item: BatchItemRecord
}

/** Read operations on batches. */
export interface BatchReader {
  preflight(id: string): Promise<PreflightRecord | undefined>
  batch(id: string): Promise<StoredBatch | undefined>
  /** Batches with a `sequence` below `before`, newest first. */
  batches(limit: number, before?: number): Promise<readonly StoredBatch[]>
  /** The items of a batch, in the order of their positions. */
  batchItems(batchId: string, request: BatchItemsRequest): Promise<readonly BatchItemRecord[]>
  /** Running batches with an item that is due at `at`, the one that has waited longest first. */
  dueBatches(at: Instant, limit: number): Promise<readonly StoredBatch[]>
  /** Batches with a greater `changeSequence`, in its order. */
  batchesChangedAfter(changeSequence: number, limit: number): Promise<readonly StoredBatch[]>
  /** The greatest `changeSequence`; 0 if there is no batch. */
  latestBatchChange(): Promise<number>
}

/** Write operations on batches. */
export interface BatchWriter {
  /** Writes a preflight, or replaces it. */
  savePreflight(preflight: PreflightRecord): Promise<void>
  /** Removes at most `limit` preflights from before `before`, the oldest first. */
  forgetPreflights(before: Instant, limit: number): Promise<void>
  /** Writes a new batch with its items. Throws if the identifier is taken. */
  insertBatch(batch: BatchRecord, items: readonly BatchItemRecord[]): Promise<StoredBatch>
  /** Compare-and-set: replaces a batch. Throws a `ConflictError` if the stored revision is not `ifRevision`. */
  updateBatch(batch: BatchRecord, ifRevision: number): Promise<StoredBatch>
  updateBatchItem(item: BatchItemRecord): Promise<void>
  /**
   * The first item that is due at `at` of a batch that is running. Of two transactions at the same time only one gets an item; the other gets
   * another one, or none.
   */
  claimBatchItem(batchId: string, at: Instant): Promise<ClaimedItem | undefined>
}
