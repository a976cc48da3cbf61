import { sql } from 'kysely'
import type { Database } from '#server/store/tables.ts'

const tables =
  `walker_versions walker_activities walker_branches walker_people walker_entrances walker_jumps walker_messages walker_counts walker_hours
  engine_commands engine_reports walker_look_ups walker_executions versions version_counts history idempotency_records preflights batches
  batch_items saved_views`.split(/\s+/)

/** One statement, and no truncation: that gives each table, and each of its indexes, a new file. */
const clear = `do $$
  begin
    perform set_config('session_replication_role', 'replica', true);
    ${tables.map((table) => `delete from ${table};`).join(' ')}
    update store_state set epoch = md5(epoch), last_sequence = 0, last_hash = encode(sha256(convert_to(md5(epoch), 'UTF8')), 'hex');
  end
$$`

/** Empties all tables, and begins a new history. No program but a test can do that: the history is append-only. */
export const clearDatabase = async (database: Database): Promise<void> => void (await sql.raw(clear).execute(database))
