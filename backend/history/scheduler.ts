import { idempotencyRetentionMs } from '#api/contract/operation.ts'
import type { Environment } from '#backend/environment.ts'
import { applyDueTransitions } from './due-transitions.ts'

/** The largest number of versions whose transitions are written in one transaction. */
const maxClaimed = 100

/** The largest number of transactions of one run: what is left is written by the next run. */
const maxTransactions = 100

/** The largest number of idempotency records that one run forgets. */
const maxForgotten = 1000

/** Forgets idempotency records that are older than any request. */
async function forgetOldRecords({ store, clock }: Pick<Environment, 'store' | 'clock'>): Promise<void> {
  const oldest = await store.read((reader) => reader.oldestIdempotencyTime())
  // Without a write transaction: most runs find nothing.
  if (oldest === null || oldest >= clock() - idempotencyRetentionMs) return
  await store.write((transaction) => transaction.forgetIdempotencyRecords(clock() - idempotencyRetentionMs, maxForgotten))
}

/** Writes the automatic transitions that are due. Resolves to the number of versions that were due. */
async function writeDueTransitions({ store, engine, clock }: Pick<Environment, 'store' | 'engine' | 'clock'>): Promise<number> {
  // Without a write transaction: most runs find nothing.
  if ((await store.read((reader) => reader.due(clock(), 1))).length === 0) return 0
  let total = 0
  for (let transactions = 0; transactions < maxTransactions; transactions++) {
    const claimedCount = await store.write(async (transaction) => {
      const at = clock()
      const claimed = await transaction.claimDue(at, maxClaimed)
      await applyDueTransitions(transaction, engine, claimed, at)
      return claimed.length
    })
    total += claimedCount
    if (claimedCount < maxClaimed) break
  }
  return total
}

/**
 * Writes the automatic transitions that are due, then forgets old idempotency records. Resolves to the number of versions that were due.
 * Several schedulers may run on one store: each claims different versions.
 */
export async function runScheduler(environment: Pick<Environment, 'store' | 'engine' | 'clock'>): Promise<number> {
  const total = await writeDueTransitions(environment)
  await forgetOldRecords(environment)
  return total
}

/** Calls `run` with every heartbeat, one run at a time. Returns the function that ends it. */
export function startRuns(environment: Pick<Environment, 'subscribe' | 'report'>, run: () => Promise<unknown>): () => void {
  let isRunning = false
  return environment.subscribe((signal) => {
    if (signal !== 'beat' || isRunning) return
    isRunning = true
    void run()
      .catch((error: unknown) => error instanceof Error && environment.report?.(error))
      .finally(() => (isRunning = false))
  })
}
