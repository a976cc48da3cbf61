import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who has looked a person up, and when. The person is a digest: it says nothing by itself, and whoever knows the identifier finds the look-ups of it. */
export const walkerLookUps: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`create table walker_look_ups (
      sequence bigint generated always as identity primary key,
      at double precision not null,
      user_id text collate "C" not null,
      user_name text collate "C" not null,
      person uuid not null
    )`.execute(database)
    await sql`create index on walker_look_ups (person)`.execute(database)
  },
}
