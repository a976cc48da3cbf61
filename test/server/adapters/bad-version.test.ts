import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HttpProblem } from '#backend/http/problem.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import { createOutcomes } from '#server/logs/create-outcomes.ts'
import { acceptAll, type MessageSink } from '#server/engine/messages/message-sink.ts'
import { runWalker } from '#server/engine/run-walker.ts'
import { endAtFailure, serveEach, type Outcomes } from '#server/engine/serve-each.ts'
import { createWalkerEngine } from '#server/engine/walker-engine.ts'
import { guardStore } from '#server/runtime/guard-store.ts'
import { preparePglite } from '#test/contract/sql/support/sql-databases.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { openMemoryDatabase } from '#test/server/support/memory-database.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { day } from '#test/unit/domain/population/example-life.ts'

const { database, openStore } = preparePglite()

const build = (id: string) => buildVersion({ id, journeyId: id, flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })
/** The bad one comes first. */
const [bad, good] = [build('bad'), build('good')]

/** What has failed: version, work, error. */
const reported: unknown[][] = []
const outcomes: Outcomes = { ...endAtFailure, fail: (work, version, error) => void reported.push([version, work, error]) }
beforeEach(() => void reported.splice(0))
/** Refuses rows of the bad version in a table: the statement that writes them fails. */
async function refuseRows(table: string, condition = 'true') {
  const { rows } = await sql<{ key: number }>`select key from walker_versions where version_id = 'bad'`.execute(database())
  const key = table === 'walker_versions' ? 'key' : 'version_key'
  await sql
    .raw(`alter table ${table} add constraint refused_version check (${key} <> ${rows[0]?.key ?? 0} or not (${condition})) not valid`)
    .execute(database())
}
async function dropRefusals() {
  for (const table of ['walker_counts', 'walker_people', 'walker_versions'])
    await sql.raw(`alter table ${table} drop constraint if exists refused_version`).execute(database())
}
afterEach(dropRefusals)

/** Both versions with a person each. */
async function enterBoth() {
  const store = await openStore(buildSeed([bad, good]), 'read committed')
  const engine = createWalkerEngine(database())
  await adoptVersions(store, engine)
  for (const version of [bad, good]) await engine.enter(version, [{ id: 'a' }], now)
}

/** Runs the walker. Resolves to the versions whose messages were sent. */
async function runAndListSent() {
  const sent: string[] = []
  const sink: MessageSink = {
    send: async (messages) => {
      sent.push(...messages.map(({ versionId }) => versionId))
      return acceptAll(messages)
    },
  }
  await runWalker(database(), sink, () => now, outcomes)
  return sent
}

describe('one bad version is reported, and the others go on', () => {
  test('if it cannot get a fence', async () => {
    const store = await openStore(buildSeed([bad, good]), 'read committed')
    const walker = createWalkerEngine(database())
    const failure = new Error('no fence')
    const engine: Engine = {
      ...walker,
      applyChange: async (version) => (version.id === 'bad' ? Promise.reject(failure) : walker.applyChange(version)),
    }
    const isAdopted = await adoptVersions(store, engine, outcomes)

    expect(isAdopted).toBe(false)
    expect(reported).toEqual([['bad', 'adoption', failure]])
    expect(await walker.enter(good, [{ id: 'a' }], now)).toEqual(['entered'])
  })

  test('if its messages cannot be handed over', async () => {
    await enterBoth()
    await sql`update versions set record = jsonb_set(record::jsonb, '{flow}', 'null') where id = 'bad'`.execute(database())

    expect(await runAndListSent()).toEqual(['good'])
    expect(reported).toEqual([['bad', 'messages', expect.any(Error)]])
  })

  test('if its people cannot be moved', async () => {
    await enterBoth()
    await refuseRows('walker_counts')

    expect(await runAndListSent()).toEqual(['good'])
    expect(reported).toEqual([['bad', 'people', expect.any(Error)]])
    await dropRefusals()
    expect(await runAndListSent()).toEqual(['bad'])
  })

  test('if the statement for it is always cancelled', async () => {
    const cancelled = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
    const store = guardStore(await openStore(buildSeed([bad, good]), 'read committed'), { onResult: () => {}, onCancelled: () => {} })
    const walker = createWalkerEngine(database())
    const engine: Engine = {
      ...walker,
      applyChange: async (version) => (version.id === 'bad' ? Promise.reject(cancelled) : walker.applyChange(version)),
    }
    await adoptVersions(store, engine, outcomes)
    const served: string[] = []
    const serve = async ({ id }: { readonly id: string }) => {
      if (id === 'bad') throw cancelled
      served.push(id)
    }
    await serveEach('people', [bad, good], serve, outcomes)

    expect(await walker.enter(good, [{ id: 'a' }], now)).toEqual(['entered'])
    expect(served).toEqual(['good'])
    expect(reported).toEqual([
      ['bad', 'adoption', expect.any(HttpProblem)],
      ['bad', 'people', cancelled],
    ])
  })

  test('if its executions cannot be ended after a stop', async () => {
    await enterBoth()
    const engine = createWalkerEngine(database())
    for (const version of [bad, good]) await engine.applyChange({ ...version, status: 'stopped', stoppedAt: now, revision: 2 })
    await refuseRows('walker_people', 'due is null')
    await runAndListSent()

    const { rows } = await sql<{ id: string; cleaned: number }>`
      select version_id as id, cleaned::integer as cleaned from walker_versions order by key`.execute(database())
    expect(rows).toEqual([
      { id: 'bad', cleaned: 0 },
      { id: 'good', cleaned: 1 },
    ])
    expect(reported).toEqual([['bad', 'clean-up', expect.any(Error)]])
  })

  test('if those who jumped cannot enter it', async () => {
    await enterBoth()
    await sql`insert into walker_jumps (journey_id, person_id, key) values
      ('good', 'b', gen_random_uuid()), ('bad', 'b', gen_random_uuid()), ('bad', 'c', gen_random_uuid())`.execute(database())
    await refuseRows('walker_people', "person_id in ('b', 'c')")
    const readJumps = async () => (await sql<{ id: string }>`select person_id as id from walker_jumps order by 1`.execute(database())).rows

    expect(new Set(await runAndListSent())).toEqual(new Set(['bad', 'good']))
    expect(reported).toEqual([['bad', 'jumps', expect.any(Error)]])
    expect(await readJumps()).toEqual([{ id: 'b' }, { id: 'c' }])
    await dropRefusals()
    await runAndListSent()
    expect(await readJumps()).toEqual([])
  })

  test('until a later run can give it a fence, and is logged once until then', async () => {
    const store = await openStore(buildSeed([bad, good]), 'read committed')
    await sql`alter table walker_versions add constraint refused_version check (version_id <> 'bad') not valid`.execute(database())
    const opened = { ...openMemoryDatabase(), store, connection: database() }
    const { server, timers, lines } = createTestServer(
      { ENGINE: 'walker', DATABASE_URL: 'postgres://localhost/none' },
      { database: opened },
    )
    const listFences = async () =>
      (await sql<{ id: string }>`select version_id as id from walker_versions order by 1`.execute(database())).rows
    server.startRuns()
    try {
      await waitUntil(async () => {
        timers.advance(250)
        await flushEventLoop(1)
        expect(await listFences()).toEqual([{ id: 'good' }])
      }, 5)
      for (let run = 0; run < 20; run++) {
        timers.advance(250)
        await listFences()
      }
      await dropRefusals()
      await waitUntil(async () => {
        timers.advance(250)
        await flushEventLoop(1)
        expect(await listFences()).toEqual([{ id: 'bad' }, { id: 'good' }])
      }, 5)
    } finally {
      await server.stopRuns()
    }

    expect(lines.filter(({ event }) => event === 'failure')).toMatchObject([{ version: 'bad', work: 'adoption' }])
  })

  test('but while the database is away, no version is to blame', async () => {
    const store = await openStore(buildSeed([bad, good]), 'read committed')
    const away = new HttpProblem('unavailable', 'The database cannot be reached now.')
    let calls = 0
    const engine: Engine = {
      ...createWalkerEngine(database()),
      applyChange: async () => {
        calls++
        throw away
      },
    }

    await expect(adoptVersions(store, engine, outcomes)).rejects.toThrow(away)
    expect([calls, reported]).toEqual([1, []])
  })
})

describe('what fails for one version', () => {
  let time = now
  const lines: unknown[] = []
  let known: Outcomes
  beforeEach(() => {
    time = now
    lines.splice(0)
    known = createOutcomes(
      (level, event, fields) => void lines.push([level, event, fields?.['version'] ?? fields?.['journey'], fields?.['message']]),
      () => time,
    )
  })

  test('is tried again after ever longer times, up to two minutes, and at once after it has succeeded', async () => {
    const tries: number[] = []
    let isBad = true
    const served = { bad: 0, good: 0 }
    const serve = async ({ id }: { readonly id: string }) => {
      if (id === 'bad') tries.push((time - now) / 1000)
      if (id === 'bad' && isBad) throw new Error('wrong')
      served[id as keyof typeof served]++
    }
    for (let second = 0; second < 400; second++, time += 1000) await serveEach('people', [bad, good], serve, known)

    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 247, 367])
    expect(served).toEqual({ bad: 0, good: 400 })
    isBad = false
    time = now + 500_000
    for (let second = 0; second < 3; second++, time += 1000) await serveEach('people', [bad, good], serve, known)
    expect(served).toEqual({ bad: 3, good: 403 })
  })

  test('is not tried by rounds of the walker until then: people and jumps', async () => {
    await enterBoth()
    await sql`insert into walker_jumps (journey_id, person_id, key) values ('bad', 'b', gen_random_uuid())`.execute(database())
    await refuseRows('walker_people', "person_id = 'b' or due > 0")
    const failures: string[] = []
    const counted: Outcomes = {
      ...known,
      fail: (work, id, error) => {
        failures.push(`${work} ${id}`)
        known.fail(work, id, error)
      },
    }
    const sink: MessageSink = { send: async (messages) => acceptAll(messages) }
    const run = async () => {
      failures.splice(0)
      await runWalker(database(), sink, () => now, counted)
      return failures.toSorted()
    }

    expect(await run()).toEqual(['jumps bad', 'people bad'])
    time += 999
    expect(await run()).toEqual([])
    time += 1
    expect(await run()).toEqual(['jumps bad', 'people bad'])
    expect(lines).toEqual([
      ['error', 'failure', 'bad', expect.any(String)],
      ['error', 'failure', 'bad', expect.any(String)],
    ])
  })

  test('is logged once for each kind of error, until it succeeds; a jump names its target journey', () => {
    const fail = (code: string) => known.fail('people', 'bad', Object.assign(new Error(`failed with ${code}`), { code }))
    for (const code of ['23505', '57014', '23505', '57014']) fail(code)
    known.succeed('people', 'bad')
    fail('23505')
    known.fail('people', 'bad', undefined)
    const fields: unknown[] = []
    createOutcomes(
      (_level, _event, given) => void fields.push(given),
      () => time,
    ).fail('jumps', 'shop', new Error('refused'))

    expect(lines).toEqual([
      ['error', 'failure', 'bad', 'failed with 23505'],
      ['error', 'failure', 'bad', 'failed with 57014'],
      ['error', 'failure', 'bad', 'failed with 23505'],
      ['error', 'failure', 'bad', undefined],
    ])
    expect(fields).toEqual([expect.objectContaining({ work: 'jumps', journey: 'shop' })])
    expect(fields).toEqual([expect.not.objectContaining({ version: 'shop' })])
  })
})
