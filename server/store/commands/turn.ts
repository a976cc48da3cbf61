import { sql } from 'kysely'
import { runAsCurrent } from '#server/store/current-transaction.ts'
import type { Database } from '#server/store/tables.ts'

/**
 * Runs a group of commands in one transaction that has its turn to write: loads what they read, lets them decide, and saves what they have
 * written; `null` saves nothing. Parameters and results are those of the functions `load_commands` and `save_commands`. Resolves after the commit.
 * READ COMMITTED: what is loaded is younger than the turn.
 */
export type RunTurn = (subjects: string, decide: (loaded: unknown) => Promise<string | null>) => Promise<void>

/** Runs the statements one after the other, on any database. An engine on the same database finds the transaction. */
export const createTurn =
  (database: Database): RunTurn =>
  (subjects, decide) =>
    database
      .transaction()
      .setIsolationLevel('read committed')
      .execute((transaction) =>
        runAsCurrent(transaction, async () => {
          await sql`lock table write_turn in exclusive mode`.execute(transaction)
          const { rows } = await sql<{ loaded: unknown }>`select load_commands(${subjects}::json) as loaded`.execute(transaction)
          const changes = await decide(rows[0]?.loaded)
          if (changes !== null) await sql`select save_commands(${changes}::json)`.execute(transaction)
        }),
      )
