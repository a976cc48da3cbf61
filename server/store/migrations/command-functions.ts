import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createListIndexes } from './list-indexes.ts'

/**
 * The columns of a version, but for the record. A later migration that adds a column creates `save_commands` anew with it; until then the
 * column keeps its value, as with a program of an earlier release, which does not know it.
 */
const columns = `id journey_id revision number is_latest is_deleted is_open status_rank updated_at ended_at ended_by due_at name_sort_key
  name_skeleton search_text search_ids jumps_into entry_type tags created_by created_by_name published_at published_by published_by_name
  ended_reason used_things keys_version`.split(/\s+/)

/**
 * Loads what commands read, each [{"version_id", "user_id", "key"}]: the versions of the journeys of their versions and of those that they jump
 * into, the latest entry and the endings of each version, the idempotency records of the keys, the end of the history, and when the first version
 * of another journey is due.
 */
const load = `create function load_commands(subjects json) returns json language plpgsql volatile as $$
  declare
    ids text[];
    journeys text[];
  begin
    ids := array(select distinct s.version_id from json_to_recordset(subjects) s(version_id text));
    journeys := array(
      select distinct journey from versions v, unnest(array_append(v.jumps_into, v.journey_id)) journey where v.id = any(ids)
    );
    return (
      select json_build_object(
        'sequence', last_sequence,
        'hash', last_hash,
        'journeys', to_json(journeys),
        'versions', (select json_agg(v.record) from versions v where v.journey_id = any(journeys)),
        'keys', (
          select json_agg(r.record) from idempotency_records r
          where (r.user_id, r.key) in (select s.user_id, s.key from json_to_recordset(subjects) s(user_id text, key text))
        ),
        'entries', (
          select json_agg(json_build_object('sequence', e.sequence, 'entry', e.entry))
          from unnest(ids) id, lateral (
            (select h.sequence, h.entry from history h where h.version_id = id order by h.sequence desc limit 1)
            union all
            (select h.sequence, h.entry from history h where h.version_id = id and h.type in ('close', 'stop') order by h.sequence desc limit 2)
          ) e
        ),
        'nextDue', (
          select v.due_at from versions v where v.due_at is not null and v.journey_id <> all(journeys) order by v.due_at, v.id limit 1
        )
      ) from store_state
    );
  end
$$`

/**
 * Saves what commands have written: {"sequence", "hash", "entries", "updates", "inserts", "keys"}. The records come as texts, because they may
 * contain what the functions for JSON refuse. Raises a serialization failure if anything is not as it was loaded: only a writer without a turn can
 * cause that.
 */
const save = `create function save_commands(changes json) returns void language plpgsql volatile as $$
  declare saved integer;
  begin
    if json_array_length(changes -> 'entries') > 0 then
      update store_state set
        last_sequence = last_sequence + json_array_length(changes -> 'entries'),
        last_hash = changes ->> 'hash'
      where last_sequence = (changes ->> 'sequence')::bigint;
      if not found then raise exception 'The history has changed.' using errcode = 'serialization_failure'; end if;
      insert into history (sequence, version_id, type, entry, hash)
      select e.sequence, e.version_id, e.type, e.entry::json, e.hash
      from json_to_recordset(changes -> 'entries') e(sequence bigint, version_id text, type text, entry text, hash text);
    end if;
    if json_array_length(changes -> 'updates') > 0 then
      update versions v set (${columns.join(', ')}, record) = (
        select ${columns.map((column) => `c.${column}`).join(', ')}, u.record::json from json_populate_record(v, u.columns) c
      )
      from json_to_recordset(changes -> 'updates') u(id text, revision integer, columns json, record text)
      where v.id = u.id and v.revision = u.revision;
      get diagnostics saved = row_count;
      if saved <> json_array_length(changes -> 'updates') then
        raise exception 'A version has changed.' using errcode = 'serialization_failure';
      end if;
    end if;
    if json_array_length(changes -> 'inserts') > 0 then
      insert into versions (${columns.join(', ')}, record)
      select ${columns.map((column) => `c.${column}`).join(', ')}, i.record::json
      from json_to_recordset(changes -> 'inserts') i(columns json, record text), json_populate_record(null::versions, i.columns) c
      on conflict (id) do nothing;
      get diagnostics saved = row_count;
      if saved <> json_array_length(changes -> 'inserts') then
        raise exception 'An identifier is taken.' using errcode = 'serialization_failure';
      end if;
    end if;
    if json_array_length(changes -> 'keys') > 0 then
      insert into idempotency_records (user_id, key, at, record)
      select k.user_id, k.key, k.at, k.record::json
      from json_to_recordset(changes -> 'keys') k(user_id text, key text, at double precision, record text)
      on conflict (user_id, key) do nothing;
      get diagnostics saved = row_count;
      if saved <> json_array_length(changes -> 'keys') then
        raise exception 'A key was used.' using errcode = 'serialization_failure';
      end if;
    end if;
  end
$$`

/** The functions by which a group of commands is loaded, and what it has written is saved, with one query each; and narrower reads of the list. */
export const commandFunctions: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of [load, save, ...createListIndexes]) await sql.raw(statement).execute(database)
  },
}
