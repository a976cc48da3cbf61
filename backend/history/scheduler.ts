import { idempotencyRetentionMs } from '#api/contract/operation.ts'
import type { Environment } from '#backend/environment.ts'
import { HttpProblem } from '#backend/http/problem.ts'
import { applyDueTransitions } from './due-transitions.ts'

/** The largest number of versions whose transitions are written in one transaction. */
const maxClaimed = 100

/** The largest number of transactions of one run: what is left is written by the next run. */
const maxTransactions = 100

/** The largest number of versions that one run writes in transactions of their own, after a common one has failed. */
const maxAlone = 1000

/** The largest number of idempotency records that one run forgets. */
const maxForgotten = 1000

/** What the scheduler needs of the environment. */
type SchedulerEnvironment = Pick<Environment, 'store' | 'engine' | 'clock' | 'report'>

/** Forgets idempotency records that are older than any request. */
async function forgetOldRecords({ store, clock }: Pick<Environment, 'store' | 'clock'>): Promise<void> {
  const oldest = await store.read((reader) => reader.oldestIdempotencyTime())
  // Without a write transaction: most runs find nothing.
  if (oldest === null || oldest >= clock() - idempotencyRetentionMs) return
  await store.write((transaction) => transaction.forgetIdempotencyRecords(clock() - idempotencyRetentionMs, maxForgotten))
}

/** Writes the transitions of the versions that are due first, in one transaction. Resolves to their number. */
const writeGroup = ({ store, engine, clock }: SchedulerEnvironment): Promise<number> =>
  store.write(async (transaction) => {
    const at = clock()
    const claimed = await transaction.claimDue(at, maxClaimed)
    await applyDueTransitions(transaction, engine, claimed, at)
    return claimed.length
  })

/**
 * Writes the transitions of each version in a transaction of its own, so that a version that cannot be written keeps no other one from going on. Throws if none can be written.
 * Reports the first failure: the others may have the same cause, and follow once it is removed. Resolves to the number of versions that were written.
 */
async function writeEachAlone({ store, engine, clock, report }: SchedulerEnvironment): Promise<number> {
  const due = await store.read((reader) => reader.due(clock(), maxAlone))
  const failures: unknown[] = []
  for (const { id } of due) {
    try {
      await store.write(async (transaction) => {
        const at = clock()
        const version = await transaction.version(id)
        if (version) await applyDueTransitions(transaction, engine, [version], at)
      })
    } catch (error) {
      if (error instanceof HttpProblem) throw error
      failures.push(error)
    }
  }
  const [first] = failures
  // Where none could be written the run has failed, and its lag says so.
  if (failures.length > 0 && failures.length === due.length) throw first
  if (first instanceof Error) report?.(first)
  return due.length - failures.length
}

/** Writes the automatic transitions that are due. Resolves to the number of versions that were written. */
async function writeDueTransitions(environment: SchedulerEnvironment): Promise<number> {
  const { store, clock } = environment
  // Without a write transaction: most runs find nothing.
  if ((await store.read((reader) => reader.due(clock(), 1))).length === 0) return 0
  let total = 0
  for (let transactions = 0; transactions < maxTransactions; transactions++) {
    let claimedCount: number
    try {
      claimedCount = await writeGroup(environment)
    } catch (error) {
      // While the store is away, no version is to blame.
      if (error instanceof HttpProblem) throw error
      return total + (await writeEachAlone(environment))
    }
    total += claimedCount
    if (claimedCount < maxClaimed) break
  }
  return total
}

/**
 * Writes the automatic transitions that are due, then forgets old idempotency records. Resolves to the number of versions that were written.
 * Several schedulers may run on one store: each claims different versions.
 */
export async function runScheduler(environment: SchedulerEnvironment): Promise<number> {
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
