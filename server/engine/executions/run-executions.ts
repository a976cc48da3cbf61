import type { Instant } from '#domain/version.ts'
import type { MessageSink } from '#server/engine/messages/message-sink.ts'
import { endAtFailure, serveEach, type Outcomes } from '#server/engine/serve-each.ts'
import { relayMessages } from '#server/engine/messages/relay-messages.ts'
import { cleanUp, enterJumps, forgetPeople } from '#server/engine/walk.ts'
import type { Database } from '#server/store/tables.ts'
import { decodeText } from '#server/store/encode-text.ts'
import { sql } from 'kysely'
import type { DueExecution, Executions, ExecutionStep } from './executions.ts'

/** How many executions one round wakes at most. */
const maxWakeUps = 1_000

/** How many calls of the engine are under way at a time. */
const callsAtOnce = 50

/** The longest time that the engine has to answer one call, in milliseconds. Otherwise no later round would hand messages over. */
const maxAnswerMs = 10_000

/** How many executions one round cancels, and of how many people of a version it frees the places, at most. */
const maxCancellations = 5_000

/** After so long, and then after ever longer times, one who is still due is woken again, in milliseconds. */
const repeatMs = 60_000

/** Moves the person of an execution by one step through the fence, if they are due at `at`. `onMoved`: called if that has moved them. */
export async function advanceExecution(
  database: Database,
  execution: string,
  at: Instant,
  onMoved: () => void = () => undefined,
): Promise<ExecutionStep> {
  const { rows } = await sql<{ step: ExecutionStep; moved: boolean }>`
    select step, moved from walker_step_execution(${execution}::bigint, ${at})`.execute(database)
  const [result] = rows
  if (result?.moved === true) onMoved()
  return result?.step ?? 'left'
}

/**
 * The executions of people who are due at `at` by the journey clock; those without one get one. Each version has the same share of a round, of up to as many versions. The epoch
 * is part of the key: a wake-up that a pause has used up is repeated after it. So is how late the person is, in steps that double: a wake-up that was
 * lost is repeated, and those of a person whose steps fail stay few.
 */
async function findDueExecutions(database: Database, at: Instant): Promise<readonly DueExecution[]> {
  const { rows } = await sql<{ execution: string; key: string; isNew: boolean }>`
    with versions as materialized (
      select key, epoch, ${at}::double precision - frozen_for as clock from walker_versions v
      where moves and exists (select from walker_people where version_key = v.key and due <= ${at}::double precision - v.frozen_for)
    ), due as materialized (
      select p.*, v.epoch, v.clock from versions v cross join lateral (
        select version_key, person_id, rotation, due, row_number() over (order by due) as place from walker_people
        where version_key = v.key and due <= v.clock order by due limit ${maxWakeUps} / (select count(*) from versions) + 1
      ) p
      order by p.place, p.due limit ${maxWakeUps}
    ), created as (
      insert into walker_executions (version_key, person_id, rotation) select version_key, person_id, rotation from due
      on conflict do nothing returning *
    )
    select coalesce(c.key, e.key)::text as execution, c.key is not null as "isNew",
      concat_ws(' ', coalesce(c.key, e.key), due.due, due.epoch, floor(log(2, (1 + (due.clock - due.due) / ${repeatMs})::numeric))) as key
    from due
    left join created c using (version_key, person_id, rotation)
    left join walker_executions e using (version_key, person_id, rotation)
    -- One that another program has created meanwhile is found by the next round.
    where coalesce(c.key, e.key) is not null`.execute(database)
  return rows
}

/** Resolves as `call` does, and rejects if that takes too long: the engine may have lost its database, and never answer. */
async function limitTime<T>(call: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('The engine has not answered in time.')), maxAnswerMs)
  return Promise.race([call, late.promise]).finally(() => clearTimeout(timer))
}

/** Wakes executions. One that fails keeps no other person from going on: it is due again in the next round. Resolves to the first failure. */
async function wakeExecutions(due: readonly DueExecution[], executions: Executions): Promise<Error | undefined> {
  const results: PromiseSettledResult<void>[] = []
  for (let from = 0; from < due.length; from += callsAtOnce)
    results.push(...(await Promise.allSettled(due.slice(from, from + callsAtOnce).map((each) => limitTime(executions.wake(each))))))
  const failure = results.find((result) => result.status === 'rejected')
  if (failure === undefined) return undefined
  const reason: unknown = failure.reason
  return reason instanceof Error ? reason : new Error('A wake-up failed.', { cause: reason })
}

/** Forgets executions that have ended. After a stop it frees the places of their people and counts them: that is the progress of the clean-up. */
async function forgetExecutions(database: Database, ended: readonly string[]): Promise<void> {
  await sql`
    with forgotten as (
      delete from walker_executions where key = any (${ended}::bigint[]) returning version_key, person_id, rotation
    ), freed as (
      update walker_people p set due = null, left_at = v.stopped_at
      from forgotten f join walker_versions v on v.key = f.version_key
      where v.is_stopped and p.due is not null
      and p.version_key = f.version_key and p.person_id = f.person_id and p.rotation = f.rotation
      returning p.version_key
    )
    update walker_versions v set cleaned = cleaned + freed.count
    from (select version_key, count(*) as count from freed group by version_key) freed
    where v.key = freed.version_key`.execute(database)
}

/** A version, and executions of it. */
interface EndedVersion {
  readonly id: string
  readonly executions: readonly string[]
}

/**
 * Executions of versions whose people move no more, of each version the same share of a round. The order makes the database read executions by the
 * index of their version, and no others.
 */
async function findEnded(database: Database): Promise<readonly EndedVersion[]> {
  const { rows } = await sql<EndedVersion>`
    with versions as materialized (
      select key, version_id from walker_versions v
      where (is_stopped or status = 'finished') and exists (select from walker_executions where version_key = v.key)
    ), ended as (
      select v.version_id, e.key::text as execution from versions v cross join lateral (
        select key, row_number() over (order by person_id, rotation) as place from walker_executions
        where version_key = v.key order by person_id, rotation limit ${maxCancellations} / (select count(*) from versions) + 1
      ) e
      order by e.place limit ${maxCancellations}
    )
    select version_id as id, array_agg(execution) as executions from ended group by version_id`.execute(database)
  return rows.map(({ id, executions }) => ({ id: decodeText(id), executions }))
}

/**
 * Cancels executions of versions whose people move no more, each version in a call of its own. Those that the engine has ended are forgotten: the
 * others are asked for again.
 */
async function cancelEnded(database: Database, executions: Executions, outcomes: Outcomes): Promise<void> {
  const versions = (await findEnded(database)).filter(({ id }) => outcomes.mayTry('clean-up', id))
  for (let from = 0; from < versions.length; from += callsAtOnce) {
    const asked = versions.slice(from, from + callsAtOnce).map((version) => {
      const answer = limitTime(executions.cancel(version.executions))
      // Its failure is reported when its turn comes.
      answer.catch(() => undefined)
      return { id: version.id, answer }
    })
    const serve = async ({ answer }: { readonly answer: Promise<readonly string[]> }) => {
      const ended = await answer
      if (ended.length > 0) await forgetExecutions(database, ended)
    }
    await serveEach('clean-up', asked, serve, outcomes)
  }
}

/**
 * One round: wakes the executions of people who are due, hands their messages over, and ends executions that were stopped. Resolves to how many
 * messages were accepted, and to why a wake-up failed. `outcomes`: told of what fails for one version.
 */
export async function runExecutions(
  database: Database,
  executions: Executions,
  sink: MessageSink,
  clock: () => Instant,
  outcomes = endAtFailure,
): Promise<{ readonly messages: number; readonly failure: Error | undefined }> {
  const failure = await wakeExecutions(await findDueExecutions(database, clock()), executions)
  await enterJumps(database, clock(), outcomes)
  const messages = await relayMessages(database, sink, clock(), outcomes)
  await cancelEnded(database, executions, outcomes)
  // People without an execution, once those with one are freed.
  const condition = sql<boolean>`not exists (select from walker_executions where version_key = v.key)`
  await cleanUp(database, { most: maxCancellations, condition, outcomes })
  await forgetPeople(database, clock())
  return { messages, failure }
}
