import type { Instant } from '#domain/version.ts'
import type { MessageSink } from '#server/engine/messages/message-sink.ts'
import { relayMessages } from '#server/engine/messages/relay-messages.ts'
import { forgetPeople, enterJumps } from '#server/engine/walk.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import type { DueExecution, Executions, ExecutionStep } from './executions.ts'

/** How many executions one round wakes at most. */
const maxWakeUps = 1_000

/** How many wake-ups are under way at a time. */
const wakeUpsAtOnce = 50

/** How many executions one round cancels, and of how many people of a version it frees the places, at most. */
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

/** Wakes executions. One that fails keeps no other person from going on: it is due again in the next round. Resolves to the first failure. */
async function wakeExecutions(due: readonly DueExecution[], executions: Executions): Promise<Error | undefined> {
  const results: PromiseSettledResult<void>[] = []
  for (let from = 0; from < due.length; from += wakeUpsAtOnce)
    results.push(...(await Promise.allSettled(due.slice(from, from + wakeUpsAtOnce).map((each) => executions.wake(each)))))
  const failure = results.find((result) => result.status === 'rejected')
  if (failure === undefined) return undefined
  return failure.reason instanceof Error ? failure.reason : new Error('A wake-up failed.', { cause: failure.reason })
}

/** Cancels executions whose people a stop has halted, or who are no longer known. They are asked for until the engine says that they have ended. */
async function cancelEnded(database: Database, executions: Executions): Promise<void> {
  const { rows } = await sql<{ execution: string }>`
    select key::text as execution from walker_executions e where not exists (
      select from walker_people p join walker_versions v on v.key = p.version_key
      where p.version_key = e.version_key and p.person_id = e.person_id and p.rotation = e.rotation and p.due is not null and not v.is_stopped
    ) limit ${maxCancellations}`.execute(database)
  if (rows.length === 0) return
  const ended = await executions.cancel(rows.map(({ execution }) => execution))
  if (ended.length > 0) await sql`delete from walker_executions where key = any(${ended}::bigint[])`.execute(database)
}

/** Frees the places of people of stopped versions whose executions have ended, and counts them: that is the progress of the clean-up. */
async function cleanUpEnded(database: Database): Promise<void> {
  const hasEnded = sql`p.due is not null and not exists (
    select from walker_executions e where e.version_key = p.version_key and e.person_id = p.person_id and e.rotation = p.rotation
  )`
  const { rows } = await sql<{ key: number }>`
    select key from walker_versions v where is_stopped
    and exists (select from walker_people p where p.version_key = v.key and ${hasEnded})`.execute(database)
  for (const { key } of rows)
    await database.transaction().execute(async (transaction) => {
      await sql`select walker_pass_fence(${key})`.execute(transaction)
      await sql`
        with ended as (
          update walker_people set due = null, left_at = v.stopped_at from walker_versions v
          where v.key = ${key} and v.is_stopped and version_key = ${key} and (person_id, rotation) in (
            select person_id, rotation from walker_people p where p.version_key = ${key} and ${hasEnded}
            limit ${maxCancellations} for update skip locked
          ) returning 1
        )
        update walker_versions set cleaned = cleaned + (select count(*) from ended)
        where key = ${key} and exists (select from ended)`.execute(transaction)
    })
}

/**
 * One round: wakes the executions of people who are due, hands their messages over, and ends executions that were stopped. Resolves to how many
 * messages were accepted, and to why a wake-up failed.
 */
export async function runExecutions(
  database: Database,
  executions: Executions,
  sink: MessageSink,
  clock: () => Instant,
): Promise<{ readonly messages: number; readonly failure: Error | undefined }> {
  const failure = await wakeExecutions(await findDueExecutions(database, clock()), executions)
  await enterJumps(database, clock())
  const messages = await relayMessages(database, sink, clock())
  await cancelEnded(database, executions)
  await cleanUpEnded(database)
  await forgetPeople(database, clock())
  return { messages, failure }
}
