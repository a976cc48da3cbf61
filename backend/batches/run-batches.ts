import type { Environment } from '#backend/environment.ts'
import type { BatchRecord } from '#backend/store/batches/batch-records.ts'
import type { ClaimedItem } from '#backend/store/batches/batch-store.ts'
import { ConflictError } from '#backend/store/store.ts'
import { permissionByAction } from '#domain/lifecycle.ts'
import type { Rights } from '#domain/rights.ts'
import { endVersion } from './end-version.ts'
import { settleItem } from './settle-item.ts'

/** What a worker needs of the environment. */
export type WorkerEnvironment = Pick<Environment, 'store' | 'engine' | 'clock' | 'newId' | 'readRights' | 'report'>

/** The largest number of items that one run handles: what is left is done by the next run. */
const maxItems = 2000

/** The largest number of running batches that a worker looks at. */
const maxBatches = 100

/** Number of attempts after which an item has failed. */
export const maxAttempts = 3

/** Time until the next attempt, in milliseconds, for each attempt that failed. The other items come first. */
export const retryDelayMs = 5_000

/** The rights with which a batch goes on: those that its user has now, or had at the start if that is not known. */
async function findRights({ readRights }: WorkerEnvironment, { action, startedBy, rights }: BatchRecord): Promise<Rights> {
  return (await readRights?.(startedBy.id)) ?? rights ?? { permissions: [permissionByAction[action], 'view'] }
}

/** Counts a failed attempt. Does nothing if the item is settled already: the transaction may have been committed before it failed. */
async function recordFailedAttempt(
  { store, clock }: WorkerEnvironment,
  { batch: { id }, item }: ClaimedItem,
  error: unknown,
): Promise<void> {
  await store.write(async (transaction) => {
    const [stored] = await transaction.batchItems(id, { limit: 1, after: item.position - 1 })
    const batch = await transaction.batch(id)
    if (!batch || stored?.state !== 'pending') return
    const at = clock()
    const failed = { ...stored, attempts: stored.attempts + 1, dueAt: at + retryDelayMs * (stored.attempts + 1) }
    if (failed.attempts < maxAttempts) return transaction.updateBatchItem(failed)
    const reasonCode = error instanceof ConflictError ? 'conflict' : 'internalError'
    await settleItem(transaction, { batch, item: failed }, { state: 'failed', reasonCode }, at)
  })
}

/**
 * Claims the next item of a batch and ends its version, in one transaction. An error counts as a failed attempt of the item. Returns whether
 * there was an item to claim.
 */
async function endNextItem(environment: WorkerEnvironment, batchId: string, rights: Rights): Promise<boolean> {
  const { store, clock, report } = environment
  let claimed: ClaimedItem | undefined
  try {
    await store.write(async (transaction) => {
      const at = clock()
      claimed = await transaction.claimBatchItem(batchId, at)
      if (claimed) await settleItem(transaction, claimed, await endVersion(environment, transaction, claimed, rights, at), at)
    })
  } catch (error) {
    // The claim itself failed: no item is to blame.
    if (!claimed) throw error
    await recordFailedAttempt(environment, claimed, error)
    if (error instanceof Error && !(error instanceof ConflictError)) report?.(error)
  }
  return claimed !== undefined
}

/**
 * Ends the versions of running batches, one transaction each. The batch that has waited longest comes first, so that batches do not block each
 * other. Several workers may run on one store, and may be killed at any moment: an item is pending or settled, never both.
 * Resolves to the number of items that were claimed.
 */
export async function runBatches(environment: WorkerEnvironment): Promise<number> {
  let claimedCount = 0
  const { store, clock, report } = environment
  // Batches without an item for this worker now, or whose user cannot be looked up.
  const skippedIds = new Set<string>()
  for (let count = 0; count < maxItems; count++) {
    // Without a write transaction: most runs find nothing.
    const due = await store.read((reader) => reader.dueBatches(clock(), maxBatches))
    const batch = due.find(({ id }) => !skippedIds.has(id))
    if (!batch) break
    try {
      const hasClaimed = await endNextItem(environment, batch.id, await findRights(environment, batch))
      if (hasClaimed) claimedCount++
      else skippedIds.add(batch.id)
    } catch (error) {
      skippedIds.add(batch.id)
      if (error instanceof Error) report?.(error)
    }
  }
  return claimedCount
}
