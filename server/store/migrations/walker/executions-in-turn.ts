import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { advancePersonInTurn } from './walker-functions.ts'

/** Moves the person of an execution by one step, if they are due. Answers as `walker_advance_execution`, and whether the person was moved. */
const stepExecution = `create function walker_step_execution(execution bigint, at double precision, out step text, out moved boolean)
  language plpgsql volatile as $$
  declare
    known walker_executions;
  begin
    step := 'left';
    moved := false;
    select * into known from walker_executions where key = execution;
    if not found then return; end if;
    moved := walker_advance_person(known.version_key, at, known.person_id, known.rotation) > 0;
    if exists (
      select from walker_people
      where version_key = known.version_key and person_id = known.person_id and rotation = known.rotation and due is not null
    ) then
      step := case when moved then 'moved' else 'waiting' end;
    else
      delete from walker_executions where key = execution;
    end if;
  end
$$`

/** A step of an execution waits for its person, and says whether it has moved them. The older function stays for programs of before. */
export const executionsInTurn: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of [advancePersonInTurn, stepExecution]) await sql.raw(statement).execute(database)
  },
}
