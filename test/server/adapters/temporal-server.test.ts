import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { status } from '@grpc/grpc-js'
import { sql } from 'kysely'
import type { Version } from '#api/contract/version.ts'
import { openTemporalExecutions } from '#packages/engine-temporal/temporal-executions.ts'
import { readConfig } from '#server/config/read-config.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import { countPeople } from '#server/engine/read-counts.ts'
import { loadExecutions } from '#server/load-executions.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer, type TestServer } from '#test/server/support/test-server.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { day } from '#test/unit/domain/population/example-life.ts'
import { longCallMs, startTemporalService, type TemporalService } from './temporal-service.ts'

/** The modules of the engines, with calls of Temporal that last as long as a test holds them. */
const modules = {
  dbos: () => import('#packages/engine-dbos/dbos-executions.ts'),
  temporal: async () => ({
    openTemporalExecutions: (parts: Parameters<typeof openTemporalExecutions>[0]) =>
      openTemporalExecutions({ ...parts, callMs: longCallMs }),
  }),
}

const version = buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })

let database: OpenStore
let service: TemporalService
let host: TestServer
let reported: string[]

beforeAll(async () => {
  database = await openStore({ isolation: 'read committed' })
  await database.migrate()
})
afterAll(() => database.close())

describe('a server with the engine of Temporal', () => {
  const start = async (at: number) => {
    const variables = { ENGINE: 'temporal', ENGINE_URL: service.url }
    const openExecutions = await loadExecutions(readConfig(variables).config!, ({ message }) => void reported.push(message), modules)
    host = createTestServer(variables, { database, openExecutions })
    host.time.journeys = at
    host.server.startRuns()
  }
  /** Lets rounds pass until a check holds. */
  const runUntil = (check: () => Promise<void>) =>
    waitUntil(async () => {
      host.timers.advance(250)
      await check()
    }, 5)
  const select = async (query: string) => (await sql.raw(query).execute(database.connection!)).rows
  const countMessages = async () => (await select(`select key from walker_messages where state = 'sent'`)).length
  const enter = async (ids: readonly string[]) => {
    const { store, engine } = host.server.environment
    await adoptVersions(store, engine)
    const people = ids.map((id) => ({ id }))
    expect(await engine.enter(version, people, host.time.journeys)).toEqual(people.map(() => 'entered'))
  }
  const read = async (cookie: string) => (await (await host.send('/api/versions/version', { cookie })).json()) as Version
  const stop = async (cookie: string) => {
    const response = await host.send('/api/versions/version/stop', {
      method: 'POST',
      cookie,
      headers: {
        'content-type': 'application/json',
        origin: 'http://localhost:8080',
        'if-match': `"r${(await read(cookie)).revision}"`,
        'idempotency-key': 'stop',
      },
      body: JSON.stringify({ reason: 'legal' }),
    })
    expect(response.status).toBe(200)
  }
  beforeEach(async () => {
    reported = []
    await clearDatabase(database.connection!)
    await database.fill(buildSeed([version]))
    service = await startTemporalService()
    await start(now)
  })
  afterEach(async () => {
    await host.server.stopRuns()
    service.close()
  })

  test('goes on with the people inside after a restart, sends each message once, and tells Temporal no person', async () => {
    await enter(Array.from({ length: 20 }, (_, nth) => `customer-${nth}`))
    await runUntil(async () => expect(await countMessages()).toBe(20))
    await host.server.stopRuns()
    await start(now + 3 * day)

    await runUntil(async () => expect(await countMessages()).toBe(40))
    expect(await countPeople(database.connection!, version)).toMatchObject({ inside: 0, completed: 20 })
    await runUntil(async () => expect(new Set(Object.values(service.listStates()))).toEqual(new Set(['completed'])))
    expect(Object.keys(service.listStates())).toHaveLength(20)
    expect(service.calls.filter(({ text }) => text.includes('customer'))).toEqual([])
    expect(reported).toEqual([])
  })

  test('after a stop nothing is sent, while the page counts the workflows that Temporal has ended', async () => {
    const cookie = await host.signIn(marketer)
    await enter(Array.from({ length: 10 }, (_, nth) => `customer-${nth}`))
    await runUntil(async () => expect(await countMessages()).toBe(10))
    const release = service.hold('TerminateWorkflowExecution')
    await stop(cookie)
    host.time.journeys = now + 3 * day
    const countTerminations = () => service.calls.filter(({ method }) => method === 'TerminateWorkflowExecution').length
    await runUntil(async () => expect(countTerminations()).toBe(10))
    expect(await read(cookie)).toMatchObject({
      status: 'stopped',
      people: { inside: 0, stopped: 10 },
      cleanUp: { executions: 10, cleaned: 0 },
    })
    // The service is away for three of them.
    service.failNext('TerminateWorkflowExecution', status.DEADLINE_EXCEEDED, status.DEADLINE_EXCEEDED, status.DEADLINE_EXCEEDED)
    release()
    await runUntil(async () => expect((await read(cookie)).cleanUp).toBeNull())

    expect(new Set(Object.values(service.listStates()))).toEqual(new Set(['terminated']))
    expect(await select('select 1 from walker_executions')).toEqual([])
    expect(await countMessages()).toBe(10)
    expect((await read(cookie)).people).toMatchObject({ inside: 0, stopped: 10 })
  })

  test('people enter while Temporal is away, and move when it is back', async () => {
    service.failNext('DescribeNamespace', status.DEADLINE_EXCEEDED)
    await enter(['a', 'b'])
    await runUntil(async () => expect(reported).toEqual(['Temporal is away. It is asked again.']))
    expect(await countMessages()).toBe(0)

    await runUntil(async () => expect(await countMessages()).toBe(2))
  })
})
