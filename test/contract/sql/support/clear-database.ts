import { sql } from 'kysely'
import type { Database } from '#server/store/tables.ts'

/** Empties all tables, and begins a new history. No program but a test can do that: the history is append-only. */
export async function clearDatabase(database: Database): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction)
    await sql`truncate walker_versions, walker_activities, walker_branches, walker_people, walker_entrances, walker_jumps, walker_messages,
      walker_counts, walker_hours, engine_commands, engine_reports, walker_look_ups, walker_executions`.execute(transaction)
    for (const table of [
      'versions',
      'version_counts',
      'history',
      'idempotency_records',
      'preflights',
      'batches',
      'batch_items',
      'saved_views',
    ] as const)
      await transaction.deleteFrom(table).execute()
    const epoch = sql<string>`md5(epoch)`
    const last_hash = sql<string>`encode(sha256(convert_to(${epoch}, 'UTF8')), 'hex')`
    await transaction.updateTable('store_state').set({ epoch, last_sequence: 0, last_hash }).execute()
  })
}
