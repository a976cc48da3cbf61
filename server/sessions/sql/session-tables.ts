import { sql, type ColumnType, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { runMigrations, type MigrateMode, type Schema } from '#server/store/migrations/run-migrations.ts'

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

/** The tables of sessions, migrated apart from those of the store. */
export const sessionSchema: Schema = { table: 'session_migration', migrations: { '0001-sessions': initialTables }, oldestProgram: 1 }

/** Brings the tables of sessions to this release, or only checks them. */
export const migrateSessions = (database: Kysely<SessionTables>, mode: MigrateMode = 'auto'): Promise<void> =>
  runMigrations(database, sessionSchema, mode)
