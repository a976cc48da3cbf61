import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

const tables = [
  `create table engine_commands (
    sequence bigint generated always as identity primary key,
    id uuid not null unique default gen_random_uuid(),
    journey_id text collate "C" not null,
    version_id text collate "C" not null,
    type text not null,
    epoch integer not null,
    at double precision not null,
    body json not null,
    state text not null default 'pending',
    attempts integer not null default 0,
    next_at double precision not null,
    leased_until double precision not null default 0,
    failure text
  )`,
  `create index engine_commands_pending on engine_commands (journey_id, sequence) where state = 'pending'`,
  `create index engine_commands_dead on engine_commands (sequence) where state = 'dead'`,
  `create table engine_reports (
    version_key integer primary key,
    epoch integer not null,
    as_of double precision not null,
    cleaned_up bigint,
    to_clean_up bigint
  )`,
]

/** The tables of the webhook engine: commands that leave for an engine elsewhere, and what it has reported last. */
export const webhookTables: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of tables) await sql.raw(statement).execute(database)
  },
}
