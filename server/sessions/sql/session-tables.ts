import { sql, type ColumnType, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'

/** The tables of sessions. */
export type SessionTables = {
  user_sessions: {
    id: string
    user_id: string
    /** User, roles and teams. */
    record: ColumnType<unknown, string, string>
    created_at: number
    used_at: number
  }
  /** One row: how often sessions have been removed. */
  session_removals: { count: number }
}

const statements = [
  `create table user_sessions (
    id text collate "C" primary key,
    user_id text collate "C" not null,
    record json not null,
    created_at double precision not null,
    used_at double precision not null
  )`,
  `create index on user_sessions (user_id, used_at)`,
  `create index on user_sessions (used_at)`,
  `create index on user_sessions (created_at)`,
  `create table session_removals (is_single boolean primary key default true check (is_single), count double precision not null)`,
  `insert into session_removals (count) values (0)`,
]

const initialTables: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(database)
  },
}

/** All migrations of sessions, in the order of their names. A migration that was released is never changed. */
const migrations = { '0001-sessions': initialTables }

/** Brings the tables of sessions to this release. Of several programs at the same time one does it, and the others wait. */
export async function migrateSessions(database: Kysely<SessionTables>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    // Tables of their own: the store of the journeys has others.
    migrationTableName: 'session_migration',
    migrationLockTableName: 'session_migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('The tables of sessions could not be changed.', { cause: error })
}
