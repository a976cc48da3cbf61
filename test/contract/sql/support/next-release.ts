import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { storeSchema } from '#server/store/migrations/migrate-database.ts'
import type { Schema } from '#server/store/migrations/run-migrations.ts'

const statements = [
  `alter table versions add column approved_by text collate "C" not null default ''`,
  `create index on versions (approved_by)`,
  `create table approvals (version_id text collate "C" primary key, record json not null)`,
]

/** What a release may do to tables that the one before still uses: it adds. */
const addTables: Migration = {
  up: async (database) => {
    for (const statement of statements) await sql.raw(statement).execute(database)
  },
}

export const nextProgram = 9_000

/** The tables of the release after this one. */
export const nextSchema: Schema = { ...storeSchema, migrations: { ...storeSchema.migrations, [`${nextProgram}-approvals`]: addTables } }
