import type { Reader, Store, Transaction } from '#backend/store/store.ts'
import { sql } from 'kysely'
import { createBatchReads } from './batches/batch-reads.ts'
import { createBatchWrites } from './batches/batch-writes.ts'
import { appendEntry } from './history/append-entry.ts'
import { createHistoryReads } from './history/history-reads.ts'
import { createIdempotencyReads, createIdempotencyWrites } from './idempotency-records.ts'
import { createListReads } from './list/list-reads.ts'
import type { Database } from './tables.ts'
import { createVersionReads } from './versions/version-reads.ts'
import { createVersionWrites } from './versions/version-writes.ts'

const createReader = (database: Database): Reader => ({
  ...createVersionReads(database),
  ...createListReads(database),
  ...createHistoryReads(database),
  ...createIdempotencyReads(database),
  ...createBatchReads(database),
})

const createTransaction = (database: Database): Transaction => ({
  ...createReader(database),
  ...createVersionWrites(database),
  ...createIdempotencyWrites(database),
  ...createBatchWrites(database),
  append: (entry) => appendEntry(database, entry),
})

/** Errors of PostgreSQL after which a transaction can succeed if it runs again: serialization failure and deadlock. */
const retriedCodes: readonly unknown[] = ['40001', '40P01']

/** How often a transaction is run before its error is thrown. */
const maxRuns = 5

/**
 * Runs a writing transaction. These follow one another: each takes its turn before it sees the data, so that it behaves as if it ran alone, and
 * the history gets its sequences in the order of commits. Transactions that read never wait. Something else that writes into the same
 * tables may still stand in the way; then the transaction runs again.
 */
export async function runInTurn<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  for (let run = 1; ; run++) {
    try {
      return await database
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (transaction) => {
          await sql`lock table write_turn in exclusive mode`.execute(transaction)
          return work(transaction)
        })
    } catch (error) {
      const isRetried = error instanceof Error && 'code' in error && retriedCodes.includes(error.code)
      if (!isRetried || run === maxRuns) throw error
    }
  }
}

/** The store on a database whose tables were migrated. `onWritten` is called after each transaction that wrote. */
export function createSqlStore(database: Database, onWritten: () => void): Store {
  return {
    read: (work) =>
      database
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((transaction) => work(createReader(transaction))),
    write: async (work) => {
      const result = await runInTurn(database, (transaction) => work(createTransaction(transaction)))
      onWritten()
      return result
    },
  }
}
