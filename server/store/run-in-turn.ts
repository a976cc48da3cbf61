import { sql } from 'kysely'
import type { Database } from './tables.ts'

/** Errors of PostgreSQL after which a transaction can succeed if it runs again: serialization failure and deadlock. */
const retriedCodes: readonly unknown[] = ['40001', '40P01']

/** Whether a transaction that failed with this error can succeed if it runs again. */
export const isRetried = (error: unknown): boolean => error instanceof Error && 'code' in error && retriedCodes.includes(error.code)

/** How often a transaction is run before its error is thrown. */
const maxRuns = 5

/**
 * The isolation of writing transactions. As they take turns, both give the same as long as every writer takes its turn. With `read committed` a
 * transaction also sees what was committed since it began: an engine on the same database counts people after it has fenced them.
 */
export type WriteIsolation = 'repeatable read' | 'read committed'

/**
 * Runs a writing transaction. These follow one another: each takes its turn before it sees the data, so that it behaves as if it ran alone, and
 * the history gets its sequences in the order of commits. Transactions that read never wait. Another writer that takes no turn,
 * such as a person with `psql`, may still stand in the way; then the transaction runs again.
 */
export async function runInTurn<T>(
  database: Database,
  work: (database: Database) => Promise<T>,
  isolation: WriteIsolation = 'repeatable read',
): Promise<T> {
  for (let run = 1; ; run++) {
    try {
      return await database
        .transaction()
        .setIsolationLevel(isolation)
        .execute(async (transaction) => {
          await sql`lock table write_turn in exclusive mode`.execute(transaction)
          return work(transaction)
        })
    } catch (error) {
      if (!isRetried(error) || run === maxRuns) throw error
    }
  }
}
