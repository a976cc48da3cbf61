import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createRandomId } from '#backend/store/random-id.ts'

const tables = [
  // The writing transactions lock this table one after the other. It has no rows, so that no vacuum ever waits for it.
  `create table write_turn ()`,
  `create table store_state (
    is_single boolean primary key default true check (is_single),
    epoch text not null,
    last_sequence bigint not null default 0,
    last_hash text not null
  )`,
  `create table versions (
    id text collate "C" primary key,
    journey_id text collate "C" not null,
    revision integer not null,
    number double precision not null,
    is_latest boolean not null,
    is_deleted boolean not null,
    is_open boolean not null,
    status_rank double precision not null,
    updated_at double precision not null,
    ended_at double precision,
    ended_by text,
    due_at double precision,
    name_sort_key text collate "C" not null,
    name_skeleton text collate "C" not null,
    search_text text collate "C" not null,
    search_ids text collate "C" not null,
    jumps_into text[] not null,
    keys_version integer not null,
    record json not null
  )`,
  // In the row, compressed where that is needed: a page of the list reads one block a row.
  ...['record', 'name_sort_key', 'name_skeleton', 'search_text', 'search_ids'].map(
    (column) => `alter table versions alter column ${column} set storage main`,
  ),
  `create table version_counts (
    is_latest boolean,
    status_rank double precision,
    count bigint not null,
    primary key (is_latest, status_rank)
  )`,
  `create table history (
    sequence bigint primary key,
    version_id text collate "C" not null,
    type text not null,
    entry json not null,
    hash text not null
  )`,
  `create table idempotency_records (
    user_id text collate "C",
    key text collate "C",
    at double precision not null,
    record json not null,
    primary key (user_id, key)
  )`,
  `create table preflights (id text collate "C" primary key, at double precision not null, record json not null)`,
  `create table batches (
    id text collate "C" primary key,
    sequence bigint not null unique,
    change_sequence bigint not null unique,
    revision integer not null,
    is_running boolean not null,
    record json not null
  )`,
  `create table batch_items (
    batch_id text collate "C",
    position bigint,
    state text not null,
    due_at double precision not null,
    record json not null,
    primary key (batch_id, position)
  )`,
]

/** An index for each order of the list, within each status: a filter by status then reads no other rows. */
const listIndexes = ['is_latest and not is_deleted', 'not is_deleted'].flatMap((scope) =>
  ['name_sort_key, id', 'number, id', 'updated_at, id', 'coalesce(ended_at, -1), id', 'coalesce(ended_at, 9007199254740991), id', 'id'].map(
    (columns) => `create index on versions (status_rank, ${columns}) where ${scope}`,
  ),
)

const otherIndexes = [
  `create index on versions (journey_id, number)`,
  // A hash, because the skeleton of a name may be longer than an ordered index takes.
  `create index on versions using hash (name_skeleton) where is_latest and not is_deleted`,
  `create index on versions using gin (jumps_into)`,
  `create index on versions (id) include (revision, status_rank) where is_open`,
  `create index on versions (ended_at, id) include (ended_by) where ended_at is not null and not is_deleted`,
  `create index on versions (keys_version)`,
  `create index on versions (due_at, id) where due_at is not null`,
  `create index on history (version_id, sequence)`,
  `create index on idempotency_records (at)`,
  `create index on preflights (at)`,
  `create index on batches (change_sequence) where is_running`,
  `create index on batch_items (batch_id, state, position)`,
  `create index on batch_items (batch_id, due_at, position) where state = 'pending'`,
]

/** Counts versions by status, statement by statement. */
const counts = [
  `create function add_version_counts(latest boolean, rank double precision, change bigint) returns void language sql as $$
    insert into version_counts values (latest, rank, change)
    on conflict (is_latest, status_rank) do update set count = version_counts.count + excluded.count
  $$`,
  `create function count_versions() returns trigger language plpgsql as $$
    begin
      if TG_OP <> 'DELETE' then
        perform add_version_counts(is_latest, status_rank, count(*)) from added where not is_deleted group by is_latest, status_rank;
      end if;
      if TG_OP <> 'INSERT' then
        perform add_version_counts(is_latest, status_rank, -count(*)) from removed where not is_deleted group by is_latest, status_rank;
      end if;
      return null;
    end
  $$`,
  `create trigger count_inserted after insert on versions referencing new table as added
    for each statement execute function count_versions()`,
  `create trigger count_updated after update on versions referencing old table as removed new table as added
    for each statement execute function count_versions()`,
  `create trigger count_deleted after delete on versions referencing old table as removed
    for each statement execute function count_versions()`,
]

const appendOnlyHistory = [
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The history is append-only.' using errcode = 'insufficient_privilege';
    end
  $$`,
  `create trigger append_only before update or delete or truncate on history for each statement execute function refuse_change()`,
]

/** The first tables, with indexes for every question of the store. */
export const initialTables: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of [...tables, ...listIndexes, ...otherIndexes, ...counts, ...appendOnlyHistory])
      await sql.raw(statement).execute(database)
    const epoch = createRandomId()
    await sql`insert into store_state (epoch, last_hash) values (${epoch}, encode(sha256(convert_to(${epoch}, 'UTF8')), 'hex'))`.execute(
      database,
    )
  },
}
