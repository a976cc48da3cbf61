import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create table saved_views (
    id text collate "C" primary key,
    owner_id text collate "C" not null,
    is_shared boolean not null,
    record json not null
  )`,
  `create index on saved_views (owner_id)`,
  `create index on saved_views (id) where is_shared`,
]

/** The table of the saved views of the list. */
export const savedViews: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(database)
  },
}
