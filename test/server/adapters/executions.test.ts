import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { createWalkerEngine } from '#server/engine/walker-engine.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import { advanceExecution, runExecutions } from '#server/engine/executions/run-executions.ts'
import type { AdvanceExecution, DueExecution, Executions } from '#server/engine/executions/executions.ts'
import { acceptAll, type MessageSink } from '#server/engine/messages/message-sink.ts'
import { endAtFailure, type Outcomes } from '#server/engine/serve-each.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import type { Database } from '#server/store/tables.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { day, minute } from '#test/unit/domain/population/example-life.ts'

const version = buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })
const other = buildVersion({ ...version, id: 'other', journeyId: 'other-journey' })
const stopped = buildVersion({ ...version, status: 'stopped', stoppedAt: now, revision: 2 })

let cluster: PostgresqlCluster
let databaseUrl: string
let opened: OpenStore
let database: Database

beforeAll(async () => {
  cluster = await startPostgresql()
  databaseUrl = await cluster.createDatabase()
  opened = await openStore({
    databaseUrl,
    isolation: 'read committed',
    report: (error) => {
      throw error
    },
  })
  await opened.migrate()
  database = opened.connection!
})
afterAll(async () => {
  await opened.close()
  await cluster.stop()
})
beforeEach(async () => {
  await clearDatabase(database)
  await opened.fill(buildSeed([version, other]))
  await adoptVersions(opened.store, createWalkerEngine(database))
})

/** What has failed: version and error. */
const reported: unknown[][] = []
const outcomes: Outcomes = { ...endAtFailure, fail: (_work, id, error) => void reported.push([id, error]) }
beforeEach(() => void reported.splice(0))

const sink: MessageSink = { send: async (messages) => acceptAll(messages) }
const select = async (query: string) => (await sql.raw(query).execute(database)).rows
const engine = () => createWalkerEngine(database)
const listPeople = (count: number) => Array.from({ length: count }, (_, nth) => ({ id: `p${nth}` }))

/** An engine that only writes down what it is asked for. */
function createRecorder() {
  const woken: DueExecution[] = []
  const cancelled: string[] = []
  const executions: Executions = {
    wake: async (due) => void woken.push(due),
    cancel: async (ended) => {
      cancelled.push(...ended)
      return ended
    },
    close: async () => undefined,
  }
  const run = (at = now, connection = database) => runExecutions(connection, executions, sink, () => at)
  return { woken, cancelled, executions, run }
}

const findExecution = async (versionId: string, person = 'p0') => {
  const rows = await select(`select e.key::text as key from walker_executions e join walker_versions v on v.key = e.version_key
    where v.version_id = '${versionId}' and e.person_id = '${person}'`)
  return (rows[0] as { readonly key: string } | undefined)?.key
}

describe('a round of executions', () => {
  test('wakes people of every version, however many of one are due', async () => {
    await engine().enter(version, listPeople(3_000), now)
    await engine().enter(other, listPeople(1), now + minute)
    const { woken, run } = createRecorder()
    await run(now + minute)

    expect(woken.map(({ execution }) => execution)).toContain(await findExecution('other'))
    expect(woken.length).toBeGreaterThan(400)
    expect(woken.length).toBeLessThanOrEqual(1_000)
  })

  test('reads no execution of people who are inside, and cancels those of a stopped version', async () => {
    const people = 5_000
    await engine().enter(version, listPeople(people), now)
    await engine().enter(other, listPeople(3), now)
    await select(
      'insert into walker_executions (version_key, person_id, rotation) select version_key, person_id, rotation from walker_people',
    )
    await select('update walker_people set due = due + 86400000')
    await select('analyze walker_executions')
    await opened.store.write((transaction) =>
      engine()
        .applyChange({ ...stopped, id: other.id })
        .then(() => transaction),
    )
    const { cancelled, run } = createRecorder()
    const ended = await Promise.all(listPeople(3).map(({ id }) => findExecution('other', id)))
    const countRows = async (transaction: Database) => {
      const { rows } = await sql<{ count: number }>`
        select (seq_tup_read + coalesce(idx_tup_fetch, 0))::integer as count from pg_stat_xact_user_tables
        where relname = 'walker_executions'`.execute(transaction)
      return rows[0]?.count ?? 0
    }
    const countRead = () =>
      database.transaction().execute(async (transaction) => {
        const before = await countRows(transaction)
        await run(now, transaction)
        return (await countRows(transaction)) - before
      })

    expect(await countRead()).toBeLessThan(20)
    expect(new Set(cancelled)).toEqual(new Set(ended))
    expect(await select('select key from walker_executions')).toHaveLength(people)
    expect(await countRead()).toBe(0)
    expect(cancelled).toHaveLength(3)
  })

  test('after a stop counts the executions that the engine has ended, and then the people without one', async () => {
    await engine().enter(version, listPeople(5), now)
    await select(`insert into walker_executions (version_key, person_id, rotation)
      select version_key, person_id, rotation from walker_people where person_id in ('p0', 'p1', 'p2')`)
    await opened.store.write((transaction) =>
      engine()
        .applyChange(stopped)
        .then(() => transaction),
    )
    const ofOne = { ...createRecorder().executions, cancel: async (ended: readonly string[]) => ended.slice(0, 1) }
    const readProgress = async () => {
      const [{ cleaned, inside } = {}] = (await select(`select cleaned::integer as cleaned,
        (select count(*)::integer from walker_people p where p.version_key = v.key and due is not null) as inside
        from walker_versions v where version_id = '${stopped.id}'`)) as { cleaned?: number; inside?: number }[]
      return [cleaned, inside]
    }
    const progress = []
    for (let round = 0; round < 4; round++) {
      await runExecutions(database, ofOne, sink, () => now)
      progress.push(await readProgress())
    }

    expect(progress).toEqual([
      [1, 4],
      [2, 3],
      [5, 0],
      [5, 0],
    ])
  })

  test('cancels again what could not be cancelled', async () => {
    await engine().enter(version, listPeople(1), now)
    const { woken, cancelled, executions, run } = createRecorder()
    await run()
    await opened.store.write((transaction) =>
      engine()
        .applyChange(stopped)
        .then(() => transaction),
    )
    const failing = { ...executions, cancel: () => Promise.reject(new Error('away')) }
    await runExecutions(database, failing, sink, () => now, outcomes)
    expect(reported).toEqual([[version.id, new Error('away')]])
    await run()

    expect(cancelled).toEqual([woken[0]?.execution])
    expect(await select('select key from walker_executions')).toEqual([])
  })

  test('whose executions cannot be cancelled still deletes personal data, and says how many messages were accepted', async () => {
    await engine().enter(version, listPeople(1), now)
    const { woken, executions, run } = createRecorder()
    await run()
    await advanceExecution(database, woken[0]!.execution, now)
    await engine().applyChange({ ...other, status: 'stopped', stoppedAt: now, revision: 2 })
    await select(
      `insert into walker_executions (version_key, person_id, rotation) select key, 'x', 1 from walker_versions where version_id = 'other'`,
    )
    await select(`update walker_people set due = null, left_at = ${now - 31 * day}`)
    const failing = { ...executions, cancel: () => Promise.reject(new Error('refused')) }
    const { messages, failure } = await runExecutions(database, failing, sink, () => now, outcomes)

    expect([messages, failure]).toEqual([1, undefined])
    expect(reported).toEqual([['other', new Error('refused')]])
    expect(await select('select 1 from walker_people')).toEqual([])
  })

  test('cancels executions of the other stopped versions if one of a version cannot be cancelled, also while wake-ups fail', async () => {
    await engine().enter(version, listPeople(2), now)
    await engine().enter(other, listPeople(2), now)
    const { executions, run } = createRecorder()
    await run()
    const bad = await findExecution(version.id)
    for (const each of [stopped, { ...stopped, id: other.id, journeyId: other.journeyId }]) await engine().applyChange(each)
    const third = { ...version, id: 'third', journeyId: 'third-journey' }
    await engine().applyChange(third)
    await engine().enter(third, listPeople(1), now)
    const failing: Executions = {
      ...executions,
      wake: () => Promise.reject(new Error('no wake-up')),
      cancel: (ended) => (bad !== undefined && ended.includes(bad) ? Promise.reject(new Error('refused')) : executions.cancel(ended)),
    }
    const { failure } = await runExecutions(database, failing, sink, () => now, outcomes)

    expect(failure).toEqual(new Error('no wake-up'))
    expect(reported).toEqual([[version.id, new Error('refused')]])
    expect(
      await select(`select distinct version_id as id from walker_executions e join walker_versions v on v.key = e.version_key order by 1`),
    ).toEqual([{ id: 'third' }, { id: version.id }])
  })

  test('cancels executions of every stopped version, however many one has', async () => {
    await select(`insert into walker_executions (version_key, person_id, rotation)
      select key, 'p' || nth, 1 from walker_versions, generate_series(1, 5100) nth where version_id = '${version.id}' or nth <= 3`)
    for (const each of [stopped, { ...stopped, id: other.id, journeyId: other.journeyId }]) await engine().applyChange(each)
    const { cancelled, run } = createRecorder()
    const ended = await Promise.all(['p1', 'p2', 'p3'].map((person) => findExecution('other', person)))
    await run()

    expect(cancelled).toEqual(expect.arrayContaining(ended))
    expect(cancelled.length).toBeLessThanOrEqual(5_000)
  })

  test('repeats a wake-up after a minute if the person has not moved', async () => {
    await engine().enter(version, listPeople(1), now)
    const { woken, run } = createRecorder()
    for (const at of [now, now + minute - 1, now + minute, now + 2 * minute, now + 3 * minute]) await run(at)

    const keys = woken.map(({ key }) => key)
    expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 2, 2, 4])
  })

  test('has another key for a wake-up that a pause has used up', async () => {
    await engine().enter(version, listPeople(1), now)
    const { woken, run } = createRecorder()
    await run()
    await run()
    await engine().applyChange({ ...version, status: 'paused', pauses: [{ from: now, to: now + day }], revision: 2 })
    await run()
    await engine().applyChange({ ...version, pauses: [{ from: now, to: now }], revision: 3 })
    await run()

    expect(woken.map(({ isNew }) => isNew)).toEqual([true, false, false])
    expect(new Set(woken.map(({ key }) => key)).size).toBe(2)
  })
})

describe('a step of an execution', () => {
  test('that runs on after a stop moves no person and writes no message', async () => {
    await engine().enter(version, listPeople(1), now)
    const { woken, run } = createRecorder()
    await run()
    await engine().applyChange(stopped)

    expect(await advanceExecution(database, woken[0]!.execution, now)).toBe('waiting')
    expect(await select('select 1 from walker_messages')).toEqual([])
  })

  test('that is repeated moves its person once', async () => {
    await engine().enter(version, listPeople(1), now)
    const { woken, run } = createRecorder()
    await run()
    const steps = []
    for (let time = 0; time < 3; time++) steps.push(await advanceExecution(database, woken[0]!.execution, now))

    expect(steps).toEqual(['moved', 'waiting', 'waiting'])
    expect(await select('select 1 from walker_messages')).toHaveLength(1)
  })

  test('waits for another one that holds its person, and then moves them: its wake-up is not used up for nothing', async () => {
    await engine().enter(version, listPeople(1), now)
    const { woken, run } = createRecorder()
    await run()
    const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holding = database.transaction().execute(async (transaction) => {
      await sql`select from walker_people for update`.execute(transaction)
      held.resolve()
      await release.promise
    })
    await held.promise
    let isDone = false
    const step = advanceExecution(database, woken[0]!.execution, now).finally(() => (isDone = true))
    await waitUntil(async () => {
      const waiting = await select(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`)
      expect(isDone || waiting.length > 0).toBe(true)
    }, 5)
    release.resolve()
    await holding

    expect(await step).toBe('moved')
  })

  test('is counted if it has moved its person', async () => {
    const advancing = Promise.withResolvers<AdvanceExecution>()
    const { woken, executions } = createRecorder()
    const openExecutions = async (advance: AdvanceExecution) => {
      advancing.resolve(advance)
      return executions
    }
    const host = createTestServer({ ENGINE: 'dbos', DATABASE_URL: databaseUrl }, { database: opened, openExecutions })
    host.server.startRuns()
    await engine().enter(version, listPeople(1), now)
    await waitUntil(() => {
      host.timers.advance(250)
      expect(woken).not.toEqual([])
    }, 5)
    const advance = await advancing.promise
    const { execution } = woken[0]!
    const readSteps = () => /^journey_walker_steps_total (\d+)$/m.exec(host.parts.metrics.print())?.[1]
    const steps = []
    for (const at of [now, now, now + 4 * day, now + 4 * day, now + 4 * day, now + 4 * day, now + 4 * day, now + 4 * day]) {
      host.time.journeys = at
      steps.push(await advance(execution))
    }
    await host.server.stopRuns()

    const passed = await select('select sum(passed)::integer as passed from walker_counts')
    expect(steps.slice(-2)).toEqual(['left', 'left'])
    expect([{ passed: Number(readSteps()) }]).toEqual(passed)
  })
})
