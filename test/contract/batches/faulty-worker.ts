import { runBatches, type WorkerEnvironment } from '#backend/batches/run-batches.ts'
import { ConflictError, type Store, type Transaction } from '#backend/store/store.ts'
import type { Random } from '#mocks/faults/seeded-random.ts'

/** Where a write of a faulty store fails: before its work, at one of its operations, or after it was committed. */
type FaultPlace = 'before' | 'during' | 'after'

/** Makes an operation of a transaction fail: the version, the history entry, the item or the counts are not written. */
function breakTransaction(transaction: Transaction, random: Random): Transaction {
  const name = random.pick(['update', 'append', 'updateBatchItem', 'updateBatch', 'claimBatchItem'] as const)
  const error = random.bool(50) ? new ConflictError('version', 1) : new Error('disk full')
  return { ...transaction, [name]: () => Promise.reject(error) }
}

/** How often a store fails, in percent, and after how many writes its worker is killed. */
interface FaultRates {
  readonly faults: number
  readonly killedAfter: number
}

/**
 * The store as one worker sees it: some writes fail, and after a number of writes the worker is killed. Then nothing reaches the store any more,
 * although the last write may have been committed.
 */
function createFaultyStore(store: Store, random: Random, { faults, killedAfter }: FaultRates): Store {
  let writes = 0
  const assertAlive = () => {
    if (writes > killedAfter) throw new Error('killed')
  }
  return {
    read: async (work) => {
      assertAlive()
      if (random.bool(faults / 4)) throw new Error('disk full')
      return store.read(work)
    },
    write: async (work) => {
      assertAlive()
      const isLast = ++writes > killedAfter
      const isFaulty = isLast || random.bool(faults)
      const place: FaultPlace | null = isFaulty ? random.pick(['before', 'during', 'after'] as const) : null
      if (place === 'before') throw new Error('disk full')
      const result = await store.write((transaction) => work(place === 'during' ? breakTransaction(transaction, random) : transaction))
      if (place === 'after') throw new Error('connection lost')
      return result
    },
  }
}

/** Runs a worker on a faulty store until it ends, fails or is killed. */
export async function runFaultyWorker(environment: WorkerEnvironment, random: Random, rates: FaultRates): Promise<void> {
  await runBatches({ ...environment, store: createFaultyStore(environment.store, random, rates) }).catch(() => undefined)
}
