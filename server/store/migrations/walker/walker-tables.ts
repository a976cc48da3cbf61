import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { walkerFunctions } from './walker-functions.ts'

const tables = [
  `create table walker_versions (
    key integer generated always as identity primary key,
    version_id text collate "C" not null unique,
    journey_id text collate "C" not null,
    epoch integer not null default 0,
    status text not null,
    accepts boolean not null,
    moves boolean not null,
    frozen_for double precision not null,
    is_stopped boolean not null,
    stopped_at double precision,
    reentrance boolean not null,
    global_timeout double precision not null
  )`,
  `create index on walker_versions (journey_id)`,
  `create table walker_activities (
    version_key integer,
    activity smallint,
    id text collate "C" not null,
    kind text not null,
    duration double precision not null,
    sends boolean not null,
    jumps_to text collate "C",
    attribute text collate "C",
    branches smallint not null,
    primary key (version_key, activity)
  )`,
  `create table walker_branches (
    version_key integer,
    activity smallint,
    target smallint,
    share_from smallint not null,
    share_to smallint not null,
    value text collate "C",
    primary key (version_key, activity, target)
  )`,
  `create table walker_people (
    version_key integer,
    person_id text collate "C",
    rotation integer,
    activity smallint not null,
    due double precision,
    times_out boolean not null,
    timeout_at double precision not null,
    entered_at double precision not null,
    left_at double precision,
    attributes json,
    primary key (version_key, person_id, rotation)
  ) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02)`,
  `create index walker_people_due on walker_people (version_key, due) where due is not null`,
  `create index walker_people_left on walker_people (version_key, left_at) where left_at is not null`,
  // Who has entered a journey, as a digest without the person: kept for ever, for the rule of re-entrance and the rotation.
  `create table walker_entrances (person uuid primary key, rotation integer not null, version_key integer not null, last_key uuid)`,
  `create table walker_jumps (
    sequence bigint generated always as identity primary key,
    journey_id text collate "C" not null,
    person_id text collate "C" not null,
    attributes json,
    key uuid not null
  )`,
  `create table walker_messages (
    key uuid primary key,
    version_key integer not null,
    activity smallint not null,
    person_id text collate "C",
    epoch integer not null,
    at double precision not null,
    state text not null default 'pending',
    attempts integer not null default 0,
    next_at double precision not null
  )`,
  `create index walker_messages_pending on walker_messages (version_key, next_at) where state = 'pending'`,
  `create index walker_messages_personal on walker_messages (at) where person_id is not null`,
  `create table walker_counts (
    version_key integer,
    activity smallint,
    shard smallint,
    arrived bigint not null default 0,
    passed bigint not null default 0,
    timed_out bigint not null default 0,
    primary key (version_key, activity, shard)
  ) with (fillfactor = 50)`,
  `create table walker_hours (
    version_key integer,
    hour double precision,
    shard smallint,
    entered bigint not null default 0,
    completed bigint not null default 0,
    timed_out bigint not null default 0,
    refused bigint not null default 0,
    primary key (version_key, hour, shard)
  ) with (fillfactor = 50)`,
]

/** The tables and functions of the walker: the engine that keeps its people in the database of the store. */
export const walkerTables: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of [...tables, ...walkerFunctions]) await sql.raw(statement).execute(database)
  },
}
