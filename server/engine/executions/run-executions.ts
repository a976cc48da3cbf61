import type { Instant } from '#domain/version.ts'
import type { MessageSink } from '#server/engine/messages/message-sink.ts'
import { relayMessages } from '#server/engine/messages/relay-messages.ts'
import { cleanUp, forgetPeople, enterJumps } from '#server/engine/walk.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import type { DueExecution, Executions, ExecutionStep } from './executions.ts'

/** How many executions one round wakes at most. */
const maxWakeUps = 1_000

/** How many executions one round cancels at most. */
const maxCancellations = 5_000

/** Moves the person of an execution by one step through the fence, if they are due at `at`. */
export async function advanceExecution(database: Database, execution: string, at: Instant): Promise<ExecutionStep> {
  const { rows } = await sql<{ step: ExecutionStep }>`select walker_advance_execution(${execution}::bigint, ${at}) as step`.execute(
    database,
  )
  return rows[0]?.step ?? 'left'
}

/**
 * The executions of people who are due at `at` by the journey clock; those without one get one. The epoch is part of the key: a wake-up that a pause
 * has used up is repeated after it.
 */
async function findDueExecutions(database: Database, at: Instant): Promise<readonly DueExecution[]> {
  const { rows } = await sql<{ execution: string; key: string; isNew: boolean }>`
    with due as materialized (
      select p.*, v.epoch from walker_versions v cross join lateral (
        select version_key, person_id, rotation, due from walker_people
        where version_key = v.key and due <= ${at}::double precision - v.frozen_for order by due limit ${maxWakeUps}
      ) p
      where v.moves limit ${maxWakeUps}
    ), created as (
      insert into walker_executions (version_key, person_id, rotation) select version_key, person_id, rotation from due
      on conflict do nothing returning *
    )
    select coalesce(c.key, e.key)::text as execution, c.key is not null as "isNew",
      concat_ws(' ', coalesce(c.key, e.key), due.due, due.epoch) as key
    from due
    left join created c using (version_key, person_id, rotation)
    left join walker_executions e using (version_key, person_id, rotation)
    -- One that another program has created meanwhile is found by the next round.
    where coalesce(c.key, e.key) is not null`.execute(database)
  return rows
}

/** Cancels executions whose people a stop has halted, or who are no longer known. */
async function cancelEnded(database: Database, executions: Executions): Promise<void> {
  const { rows } = await sql<{ execution: string }>`
    delete from walker_executions where key in (
      select key from walker_executions e where not exists (
        select from walker_people p
        where p.version_key = e.version_key and p.person_id = e.person_id and p.rotation = e.rotation and p.due is not null
      ) limit ${maxCancellations} for update skip locked
    ) returning key::text as execution`.execute(database)
  if (rows.length > 0) await executions.cancel(rows.map(({ execution }) => execution))
}

/**
 * One round: wakes the executions of people who are due, hands their messages over, and ends executions that were stopped. Resolves to how many
 * messages were accepted.
 */
export async function runExecutions(database: Database, executions: Executions, sink: MessageSink, clock: () => Instant): Promise<number> {
  const due = await findDueExecutions(database, clock())
  if (due.length > 0) await executions.wake(due)
  await enterJumps(database, clock())
  const messages = await relayMessages(database, sink, clock())
  await cleanUp(database)
  await forgetPeople(database, clock())
  await cancelEnded(database, executions)
  return messages
}
