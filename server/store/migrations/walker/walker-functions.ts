/** The class of the advisory locks of the walker. Their second number is the key of a version. */
const lockClass = 7201

/** The digest of a few texts, as a short key. It contains no person, and no two lists of texts are the same text. */
const digest = `create function walker_digest(variadic texts text[]) returns uuid language sql immutable parallel safe as $$
  select encode(substr(sha256(convert_to(array_to_json(texts)::text, 'UTF8')), 1, 16), 'hex')::uuid
$$`

/**
 * The fence: the only way to let people enter, to move them, and to hand messages over. It takes the shared lock of the version in one
 * statement and reads the version in the next one, whose snapshot is newer than the lock. A change of the version takes the lock alone, so
 * that it waits for what has passed the fence, and what passes later sees the change.
 */
const passFence = `create function walker_pass_fence(version integer) returns walker_versions language plpgsql volatile as $$
  declare passed walker_versions;
  begin
    -- Other levels read the version as it was when the transaction began.
    if current_setting('transaction_isolation') <> 'read committed' then
      raise exception 'The fence holds only in transactions with READ COMMITTED.';
    end if;
    perform pg_advisory_xact_lock_shared(${lockClass}, version);
    select * into passed from walker_versions where key = version;
    return passed;
  end
$$`

/** Takes the lock of a version alone until the transaction ends. */
const closeFence = `create function walker_close_fence(version integer) returns void language sql volatile as $$
  select pg_advisory_xact_lock(${lockClass}, version)
$$`

/** The row of the counts that this connection adds to. */
const shard = `create function walker_shard() returns smallint language sql stable as $$ select (pg_backend_pid() % 8)::smallint $$`

const addHour = `create function walker_add_hour(
    version integer, at double precision, entered bigint, completed bigint, timed_out bigint, refused bigint
  ) returns void language sql as $$
    insert into walker_hours as h (version_key, hour, shard, entered, completed, timed_out, refused)
    values (version, floor(at / 3600000) * 3600000, walker_shard(), $3, $4, $5, $6)
    on conflict (version_key, hour, shard) do update set
      entered = h.entered + excluded.entered, completed = h.completed + excluded.completed,
      timed_out = h.timed_out + excluded.timed_out, refused = h.refused + excluded.refused
  $$`

/**
 * Lets people enter, each [{"id", "key", "attributes"}]. Answers for each one in the order of the list: \`entered\`, \`repeated\` (the same key
 * again), \`inside\` already, \`reentrance\` is not allowed, or \`refused\` for all if the version accepts no entrance.
 */
const enter = `create function walker_enter(version integer, at double precision, people json)
  returns table (nth bigint, result text) language plpgsql volatile as $$
  #variable_conflict use_column
  declare
    fence walker_versions;
    first walker_activities;
    entered bigint := 0;
    clock double precision;
    asked record;
    known walker_entrances;
    person uuid;
    request uuid;
  begin
    fence := walker_pass_fence(version);
    if fence.accepts is not true then
      if fence.key is not null then perform walker_add_hour(version, at, 0, 0, 0, json_array_length(people)); end if;
      return query select g, 'refused' from generate_series(1, json_array_length(people)::bigint) g;
      return;
    end if;
    select * into first from walker_activities where version_key = version and activity = 0;
    clock := at - fence.frozen_for;
    -- In the order of the people, so that two requests with the same ones do not wait for each other.
    for asked in
      select value ->> 'id' as id, value -> 'attributes' as attributes, value ->> 'key' as key, ordinality
      from json_array_elements(people) with ordinality order by 1, 4
    loop
      person := walker_digest(fence.journey_id, asked.id);
      request := case when asked.key is not null then walker_digest(asked.key) end;
      nth := asked.ordinality;
      insert into walker_entrances (person, rotation, version_key) values (person, 0, version) on conflict do nothing;
      select * into known from walker_entrances e where e.person = walker_digest(fence.journey_id, asked.id) for update;
      if known.last_key = request then
        result := 'repeated';
      elsif known.rotation > 0 and not fence.reentrance then
        result := 'reentrance';
      elsif known.version_key = version and exists (
        select from walker_people p
        where p.version_key = version and p.person_id = asked.id and p.rotation = known.rotation and p.due is not null
      ) then
        result := 'inside';
      else
        result := 'entered';
        entered := entered + 1;
        update walker_entrances e
        set rotation = known.rotation + 1, version_key = version, last_key = request
        where e.person = known.person;
        insert into walker_people (version_key, person_id, rotation, activity, due, times_out, timeout_at, entered_at, attributes)
        values (
          version, asked.id, known.rotation + 1, 0, clock + least(first.duration, fence.global_timeout),
          first.duration > fence.global_timeout, clock + fence.global_timeout, at, asked.attributes
        );
      end if;
      return next;
    end loop;
    if entered > 0 then
      insert into walker_counts as c (version_key, activity, shard, arrived) values (version, 0, walker_shard(), entered)
      on conflict (version_key, activity, shard) do update set arrived = c.arrived + excluded.arrived;
      perform walker_add_hour(version, at, entered, 0, 0, 0);
    end if;
  end
$$`

/**
 * Writes a function that moves people who are due, those of \`taken\`, each by one step: to the next activity, or out. Writes the messages and the jumps of the step, and
 * the counts, in the same transaction. Returns how many were moved. Of several workers each takes other people.
 */
const writeAdvance = (
  signature: string,
  taken: string,
): string => `create function ${signature} returns integer language plpgsql volatile as $$
  declare
    fence walker_versions;
    moved integer;
  begin
    fence := walker_pass_fence(version);
    if fence.moves is not true then return 0; end if;
    with taken as materialized (
      select person_id, rotation, activity, due, times_out, timeout_at, attributes from walker_people
      where version_key = version and due <= at - fence.frozen_for
      ${taken}
    ), chosen as materialized (
      select t.*, a.id as activity_id, a.sends, a.jumps_to, b.target,
        case when t.times_out then 'timedOut' when b.target is null then 'completed' end as outcome
      from taken t
      join walker_activities a on a.version_key = version and a.activity = t.activity
      left join lateral (
        -- The attribute decides; without a branch of its value, the place of the person among a hundred does, the same at each attempt.
        select b.target from walker_branches b
        where b.version_key = version and b.activity = t.activity
        order by coalesce(t.attributes ->> a.attribute = b.value, false) desc,
          coalesce((
            select place >= b.share_from and place < b.share_to
            from (select walker_place(t.person_id, a.id) as place where a.branches > 1) places
          ), true) desc, b.target
        limit 1
      ) b on not t.times_out
    ), stepped as (
      update walker_people p set
        activity = coalesce(n.activity, p.activity),
        due = case when c.outcome is null then least(c.due + n.duration, c.timeout_at) end,
        times_out = case when c.outcome is null then c.due + n.duration > c.timeout_at else c.times_out end,
        left_at = case when c.outcome is not null then c.due + fence.frozen_for end
      from chosen c left join walker_activities n on n.version_key = version and n.activity = c.target and c.outcome is null
      where p.version_key = version and p.person_id = c.person_id and p.rotation = c.rotation
    ), sent as (
      insert into walker_messages (key, version_key, activity, person_id, epoch, at, next_at)
      select walker_digest(fence.journey_id, person_id, activity_id, rotation::text), version, activity, person_id, fence.epoch, due + fence.frozen_for, at
      from chosen where sends and outcome is distinct from 'timedOut'
      on conflict do nothing
    ), jumped as (
      insert into walker_jumps (journey_id, person_id, attributes, key)
      select jumps_to, person_id, attributes, walker_digest(fence.journey_id, person_id, activity_id, rotation::text)
      from chosen where jumps_to is not null and outcome = 'completed'
    ), counted as (
      insert into walker_counts as w (version_key, activity, shard, arrived, passed, timed_out)
      select version, activity, walker_shard(), sum(arrived), sum(passed), sum(timed_out) from (
        select activity, 0 as arrived, (outcome is distinct from 'timedOut')::integer as passed, (outcome is not distinct from 'timedOut')::integer as timed_out from chosen
        union all
        select target, 1, 0, 0 from chosen where outcome is null
      ) changes
      group by activity order by activity
      on conflict (version_key, activity, shard) do update set
        arrived = w.arrived + excluded.arrived, passed = w.passed + excluded.passed, timed_out = w.timed_out + excluded.timed_out
    ), hours as (
      insert into walker_hours as h (version_key, hour, shard, completed, timed_out)
      select version, hour, walker_shard(), sum((outcome = 'completed')::integer), sum((outcome = 'timedOut')::integer)
      from (select floor((due + fence.frozen_for) / 3600000) * 3600000 as hour, outcome from chosen where outcome is not null) leavers
      group by hour order by hour
      on conflict (version_key, hour, shard) do update set
        completed = h.completed + excluded.completed, timed_out = h.timed_out + excluded.timed_out
    )
    select count(*) into moved from chosen;
    return moved;
  end
$$`

const advance = writeAdvance(
  'walker_advance(version integer, at double precision, most integer)',
  'order by due limit most for update skip locked',
)

const onePerson = 'walker_advance_person(version integer, at double precision, person text, walk integer)'

/** The same for one walk of one person. */
export const advancePerson = writeAdvance(onePerson, 'and person_id = person and rotation = walk for update skip locked')

/** As before, and waits for another worker that holds the person: a step that did nothing would have used up the wake-up of its person. */
export const advancePersonInTurn = writeAdvance(onePerson, 'and person_id = person and rotation = walk for update').replace(
  'create function',
  'create or replace function',
)

/** The place of a person among a hundred at a condition. */
const place = `create function walker_place(person text, activity text) returns integer language sql immutable parallel safe as $$
  select (('x' || substr(md5(person || ' ' || activity), 1, 8))::bit(32)::bigint % 100)::integer
$$`

/** Lets one who jumped enter the newest version of the target journey that accepts people. Returns whether there was one who jumped. */
const land = `create function walker_land(at double precision) returns boolean language plpgsql volatile as $$
  declare
    jump walker_jumps;
    target integer;
  begin
    delete from walker_jumps where sequence = (select sequence from walker_jumps order by sequence limit 1 for update skip locked) returning * into jump;
    if not found then return false; end if;
    select key into target from walker_versions where journey_id = jump.journey_id and accepts order by key desc limit 1;
    if target is not null then
      perform walker_enter(target, at, json_build_array(json_build_object(
        'id', jump.person_id,
        'key', jump.key,
        'attributes', (
          select json_object_agg(key, value) from json_each(jump.attributes)
          where key in (select attribute from walker_activities where version_key = target)
        )
      )));
    end if;
    return true;
  end
$$`

/** Claims pending messages of a version until the transaction ends, which hands them over. Those of a version that was stopped are refused. */
const claimMessages = `create function walker_claim_messages(version integer, now double precision, most integer)
  returns setof walker_messages language plpgsql volatile as $$
  declare fence walker_versions;
  begin
    fence := walker_pass_fence(version);
    if fence.is_stopped then
      update walker_messages set state = 'refused' where key in (
        select key from walker_messages where version_key = version and state = 'pending' limit most for update skip locked
      );
    elsif fence.moves or fence.status = 'finished' then
      return query select * from walker_messages
      where version_key = version and state = 'pending' and next_at <= now order by next_at limit most for update skip locked;
    end if;
  end
$$`

/** Ends the executions of people whose version was stopped, at most \`most\`. They were halted by the stop; this frees their places. Returns how many. */
const clean = `create function walker_clean(version integer, most integer) returns integer language plpgsql volatile as $$
  declare
    fence walker_versions;
    cleaned integer;
  begin
    fence := walker_pass_fence(version);
    if fence.is_stopped is not true then return 0; end if;
    update walker_people set due = null, left_at = fence.stopped_at where (person_id, rotation, version_key) in (
      select person_id, rotation, version_key from walker_people
      where version_key = version and due is not null limit most for update skip locked
    ) and version_key = version;
    get diagnostics cleaned = row_count;
    return cleaned;
  end
$$`

/** Deletes what is known of people who left before a time, at most \`most\` rows each. Digests and counts stay. Returns how many. */
const forget = `create function walker_forget(before double precision, most integer) returns integer language plpgsql volatile as $$
  declare
    people integer;
    messages integer;
  begin
    delete from walker_people where ctid = any (array(
      select p.ctid from walker_versions v
      cross join lateral (select ctid from walker_people where version_key = v.key and left_at < before limit most for update skip locked) p
      limit most
    ));
    get diagnostics people = row_count;
    update walker_messages set person_id = null, state = case state when 'pending' then 'refused' else state end where key in (
      select key from walker_messages where person_id is not null and at < before order by at limit most for update skip locked
    );
    get diagnostics messages = row_count;
    return people + messages;
  end
$$`

/** The functions of the walker, in the order in which they are created. */
export const walkerFunctions = [digest, passFence, closeFence, shard, addHour, place, enter, advance, land, claimMessages, clean, forget]
