import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

const scopes = ['is_latest and not is_deleted', 'not is_deleted']

const moments = ['ended_at', 'published_at', 'updated_at']

const values = ['entry_type', 'ended_reason', 'created_by', 'published_by'].map((column) => `hashtext(${column})`)

/** All but one of the moments. */
const listOthers = (moment: string): readonly string[] => moments.filter((each) => each !== moment)

/** Indexes that give a range of moments in every order without the rows, and one that is filtered in the order of identifiers. */
const newIndexes = scopes.flatMap((scope) => [
  `create index on versions (status_rank, id, ${[...moments, ...values].join(', ')}) where ${scope}`,
  ...moments.map(
    (moment) => `create index on versions (status_rank, ${moment}) include (id, name_sort_key, number, ${listOthers(moment).join(', ')})
      where ${scope} and ${moment} is not null`,
  ),
])

/** How statuses, scopes and values belong together: otherwise the planner expects few rows where there are many, and reads and sorts all of them. */
const statistics = [
  `create statistics versions_values (mcv) on status_rank, is_latest, is_deleted,
    (hashtext(entry_type)), (hashtext(ended_reason)), (hashtext(created_by)), (hashtext(published_by)) from versions`,
  `alter statistics versions_values set statistics 1000`,
]

/** It finds a row in two blocks; the ordered index of the primary key takes four. */
const hashIndex = `create index on versions using hash (id)`

/**
 * Fewer blocks for pages of the list that are filtered, or sorted by people. A later release drops the indexes that these stand in for: dropping one
 * keeps every reader out until the others are built.
 */
export const coveringIndexes: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of [...newIndexes, ...statistics, hashIndex, 'analyze versions']) await sql.raw(statement).execute(database)
  },
}
