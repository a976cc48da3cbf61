import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { advancePerson } from './walker-functions.ts'

/** The executions of an engine that has one for each walk of a person. Its number is all that the engine knows of the person. */
const table = `create table walker_executions (
  key bigint generated always as identity primary key,
  version_key integer not null,
  person_id text collate "C" not null,
  rotation integer not null,
  unique (version_key, person_id, rotation)
)`

/** Moves the person of an execution by one step, if they are due. Answers \`moved\`, \`waiting\`, or \`left\` if the execution has nothing more to do. */
const advanceExecution = `create function walker_advance_execution(execution bigint, at double precision) returns text language plpgsql volatile as $$
  declare
    known walker_executions;
    moved integer;
  begin
    select * into known from walker_executions where key = execution;
    if not found then return 'left'; end if;
    moved := walker_advance_person(known.version_key, at, known.person_id, known.rotation);
    if exists (
      select from walker_people
      where version_key = known.version_key and person_id = known.person_id and rotation = known.rotation and due is not null
    ) then
      return case when moved > 0 then 'moved' else 'waiting' end;
    end if;
    delete from walker_executions where key = execution;
    return 'left';
  end
$$`

/** Executions of people, each by itself. */
export const executions: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of [table, advancePerson, advanceExecution]) await sql.raw(statement).execute(database)
  },
}
