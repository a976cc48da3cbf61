import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What was done after a stop: executions ended, and messages refused that were not handed over before. Versions that were stopped earlier are counted once. */
const columns = [
  `alter table walker_versions add column cleaned bigint not null default 0, add column refused_messages bigint not null default 0`,
  `update walker_versions v set
    cleaned = (select coalesce(sum(arrived - passed - timed_out), 0) from walker_counts where version_key = v.key)
      - (select count(*) from walker_people where version_key = v.key and due is not null),
    refused_messages = (select count(*) from walker_messages where version_key = v.key and state = 'refused')
  where is_stopped`,
]

/** As before, and counts what it refuses. */
const claimMessages = `create or replace function walker_claim_messages(version integer, now double precision, most integer)
  returns setof walker_messages language plpgsql volatile as $$
  declare
    fence walker_versions;
    refused integer;
  begin
    fence := walker_pass_fence(version);
    if fence.is_stopped then
      update walker_messages set state = 'refused' where key in (
        select key from walker_messages where version_key = version and state = 'pending' limit most for update skip locked
      );
      get diagnostics refused = row_count;
      update walker_versions set refused_messages = refused_messages + refused where key = version and refused > 0;
    elsif fence.moves or fence.status = 'finished' then
      return query select * from walker_messages
      where version_key = version and state = 'pending' and next_at <= now order by next_at limit most for update skip locked;
    end if;
  end
$$`

/** As before, and counts what it has ended. */
const clean = `create or replace function walker_clean(version integer, most integer) returns integer language plpgsql volatile as $$
  declare
    fence walker_versions;
    ended integer;
  begin
    fence := walker_pass_fence(version);
    if fence.is_stopped is not true then return 0; end if;
    update walker_people set due = null, left_at = fence.stopped_at where (person_id, rotation, version_key) in (
      select person_id, rotation, version_key from walker_people
      where version_key = version and due is not null limit most for update skip locked
    ) and version_key = version;
    get diagnostics ended = row_count;
    update walker_versions set cleaned = cleaned + ended where key = version and ended > 0;
    return ended;
  end
$$`

/** Counters of the clean-up after a stop, so that its progress is read without counting people. */
export const walkerCleanUp: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of [...columns, claimMessages, clean]) await sql.raw(statement).execute(database)
  },
}
