/** The orders of the list, in the words of its queries. */
const orders = ['name_sort_key', 'number', 'updated_at', 'coalesce(ended_at, -1)', 'coalesce(ended_at, 9007199254740991)']

const scopes = ['is_latest and not is_deleted', 'not is_deleted']

/** The moments that the list is filtered by. */
const moments = ['ended_at', 'published_at', 'updated_at']

/** The values that the list is filtered by, as numbers, because texts would make the indexes several times as large. */
const values = ['entry_type', 'ended_reason', 'created_by', 'published_by'].map((column) => `hashtext(${column})`)

/**
 * An index for each order of the list, within each status, which also contains the moments and the values: the database reads the row of a
 * version only if they are those that are asked for. And an index of each moment that few versions have, for filters by few days.
 */
const newIndexes = scopes.flatMap((scope) => [
  ...orders.map((order) => {
    const filtered = [...moments.filter((moment) => moment !== order), ...values].join(', ')
    return `create index on versions (status_rank, ${order}, id, ${filtered}) where ${scope}`
  }),
  ...['ended_at', 'published_at'].map(
    (moment) => `create index on versions (status_rank, ${moment}) where ${scope} and ${moment} is not null`,
  ),
])

/** Those without moments and values. */
const dropOldIndexes = `do $$
  declare old regclass;
  begin
    for old in
      select indexrelid::regclass from pg_index
      where indrelid = 'versions'::regclass and indpred is not null and indnkeyatts = 3
        and pg_get_indexdef(indexrelid) like '%(status_rank, %, id) WHERE %'
    loop
      execute format('drop index %s', old);
    end loop;
  end
$$`

/**
 * A record is compressed in its row, but before that the database moved every other text of more than 24 bytes out of the row: each comparison of an
 * identifier read four blocks elsewhere. Rows that exist change with their next update.
 */
const keepTextsInRows =
  `id journey_id entry_type tags jumps_into created_by created_by_name published_by published_by_name ended_by ended_reason`
    .split(' ')
    .map((column) => `alter table versions alter column ${column} set storage main`)

/** The statements that give the list indexes with what it is filtered by, and rows that are read whole. */
export const createListIndexes: readonly string[] = [...keepTextsInRows, dropOldIndexes, ...newIndexes]
