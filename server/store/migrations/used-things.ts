import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The column of what versions use. Replicas of an earlier release write versions without it; their keys are older, and are derived anew. */
export const usedThings: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`alter table versions add column used_things text[] not null default '{}'`.execute(database)
    await sql`create index on versions using gin (used_things)`.execute(database)
  },
}
