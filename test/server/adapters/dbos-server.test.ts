import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { readConfig } from '#server/config/read-config.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import type { OpenExecutions } from '#server/engine/executions/executions.ts'
import { countPeople } from '#server/engine/read-counts.ts'
import { loadExecutions } from '#server/load-executions.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { startDatabaseRelay } from '#test/contract/sql/support/database-relay.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createTestServer, type TestServer } from '#test/server/support/test-server.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { day } from '#test/unit/domain/population/example-life.ts'

const version = buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })
const stopped = buildVersion({ ...version, status: 'stopped', stoppedAt: now, revision: 2 })

const fail = (error: Error) => {
  throw error
}

/** The configuration of a server with the engine of DBOS. */
const readDbosConfig = (url: string) => {
  const { config, mistakes } = readConfig({ ENGINE: 'dbos', DATABASE_URL: url })
  if (config === undefined) throw new Error(mistakes?.join())
  return config
}

let cluster: PostgresqlCluster
let databaseUrl: string
let database: OpenStore

beforeAll(async () => {
  cluster = await startPostgresql()
  databaseUrl = await cluster.createDatabase()
  database = await openStore({ databaseUrl, isolation: 'read committed', report: fail })
  await database.migrate()
})
afterAll(async () => {
  await database.close()
  await cluster.stop()
})

/** The rows of a query. */
const select = async (query: string) => (await sql.raw(query).execute(database.connection!)).rows

describe('a server with the engine of DBOS', () => {
  let host: TestServer
  let time = now
  const start = async () => {
    const openExecutions = await loadExecutions(readDbosConfig(databaseUrl), fail)
    host = createTestServer({ ENGINE: 'dbos', DATABASE_URL: databaseUrl }, { database, openExecutions })
    host.time.journeys = time
    host.server.startRuns()
  }
  /** Lets rounds pass until a check holds. */
  const runUntil = (check: () => Promise<void>) =>
    waitUntil(async () => {
      host.timers.advance(250)
      await check()
    }, 5)
  const countMessages = async (state: string) => (await select(`select key from walker_messages where state = '${state}'`)).length
  const enter = async (ids: readonly string[]) => {
    const { store, engine } = host.server.environment
    await adoptVersions(store, engine)
    const people = ids.map((id) => ({ id }))
    expect(await engine.enter(version, people, host.time.journeys)).toEqual(people.map(() => 'entered'))
  }
  beforeEach(async () => {
    await clearDatabase(database.connection!)
    await database.fill(buildSeed([version]))
    time = now
    await start()
  })
  afterEach(() => host.server.stopRuns())

  test('goes on with the people inside after a restart, and sends each message once', async () => {
    await enter(Array.from({ length: 20 }, (_, nth) => `customer-${nth}`))
    await runUntil(async () => expect(await countMessages('sent')).toBe(20))
    await host.server.stopRuns()
    time = now + 3 * day
    await start()
    // Stopped again while people move.
    await runUntil(async () => expect(await select('select key from walker_messages')).not.toHaveLength(20))
    await host.server.stopRuns()
    await start()

    await runUntil(async () => expect(await countPeople(database.connection!, version)).toMatchObject({ inside: 0, completed: 20 }))
    await runUntil(async () => expect(await countMessages('sent')).toBe(40))
    // A workflow ends after the last step of its person.
    await runUntil(async () => expect(await select(`select 1 from dbos.workflow_status where status = 'PENDING'`)).toEqual([]))
    await runUntil(async () => expect(await select('select 1 from walker_executions')).toEqual([]))
    expect(host.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('knows its people by a number: DBOS stores nothing else of them', async () => {
    await enter(['customer-4711'])
    await runUntil(async () => expect(await countMessages('sent')).toBe(1))

    const tables = ['workflow_status', 'operation_outputs', 'notifications']
    for (const table of tables)
      expect(await select(`select 1 from dbos.${table} t where t::text like '%4711%' and t::text like '%customer%'`)).toEqual([])
    expect(await select('select 1 from dbos.workflow_status limit 1')).toHaveLength(1)
  })

  test('ends the workflows of a version that was stopped', async () => {
    await enter(['a', 'b', 'c'])
    await runUntil(async () => expect(await countMessages('sent')).toBe(3))
    const names = (await select(`select concat('''journey-console-', key, '''') as name from walker_executions`)) as { name: string }[]
    await database.store.write((transaction) => host.server.environment.engine.applyChange(stopped).then(() => transaction))

    const cancelled = `select 1 from dbos.workflow_status where status = 'CANCELLED' and workflow_uuid in (${names.map(({ name }) => name).join()})`
    await runUntil(async () => expect(await select(cancelled)).toHaveLength(3))
    await runUntil(async () => expect(await select('select 1 from walker_executions')).toEqual([]))
    expect(await countPeople(database.connection!, stopped)).toMatchObject({ inside: 0, stopped: 3 })
  })
})

describe('DBOS', () => {
  const open = async (url: string, advance: Parameters<OpenExecutions>[0], report: (error: Error) => void = fail) => {
    const openExecutions = await loadExecutions(readDbosConfig(url), report)
    return openExecutions!(advance)
  }

  test('is opened by a later attempt if the database was away at the first', async () => {
    await expect(
      open(
        'postgres://nobody@127.0.0.1:1/none',
        async () => 'left',
        () => undefined,
      ),
    ).rejects.toThrow()

    const executions = await open(databaseUrl, async () => 'left')

    await executions.wake({ execution: '9000001', key: '9000001 0', isNew: true })
    await waitUntil(async () =>
      expect(await select(`select status from dbos.workflow_status where workflow_uuid = 'journey-console-9000001'`)).toEqual([
        { status: 'SUCCESS' },
      ]),
    )
    await executions.close()
  })

  test('goes on after each of its connections has ended with an error that came with an answer', async () => {
    const relay = await startDatabaseRelay(databaseUrl)
    let calls = 0
    const advance = async () => {
      if (++calls % 40 === 0 && calls < 500) relay.endWithAnswers()
      return calls < 900 ? 'moved' : 'left'
    }
    const executions = await open(relay.url, advance, () => undefined)

    const walks = Array.from({ length: 50 }, (_, nth) => ({ execution: `${9_100_000 + nth}`, key: `${nth} 0`, isNew: true }))
    await Promise.all(walks.map((walk) => executions.wake(walk)))

    const count = `select status, count(*)::integer as count from dbos.workflow_status where workflow_uuid like 'journey-console-91000%' group by status`
    await waitUntil(async () => expect(await select(count)).toEqual([{ status: 'SUCCESS', count: 50 }]))
    await executions.close()
    await relay.close()
  })

  test('tries a step again that failed, reports why once, and stores nothing of it', async () => {
    const reported: string[] = []
    let calls = 0
    const advance = async () => {
      if (++calls < 3) throw new Error('customer-4711 is a duplicate')
      return 'left' as const
    }
    const executions = await open(databaseUrl, advance, ({ message }) => void reported.push(message))

    await executions.wake({ execution: '9000002', key: '9000002 0', isNew: true })

    await waitUntil(async () =>
      expect(await select(`select status from dbos.workflow_status where workflow_uuid = 'journey-console-9000002'`)).toEqual([
        { status: 'SUCCESS' },
      ]),
    )
    await executions.close()
    expect(calls).toBe(3)
    expect(reported.filter((message) => message.includes('customer-4711'))).toHaveLength(1)
    expect(await select(`select 1 from dbos.operation_outputs t where t::text like '%customer-4711%'`)).toEqual([])
  })
})

test('a package that is not installed is named with the command that installs it', async () => {
  const missing = () => Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }))
  const load = { dbos: missing, temporal: missing }
  const config = readDbosConfig(databaseUrl)
  const temporal = { ...config, ENGINE: 'temporal', ENGINE_URL: 'http://127.0.0.1:7233' } as const

  await expect(loadExecutions(config, fail, load)).rejects.toThrow('Run npm install @dbos-inc/dbos-sdk@5.3.0.')
  await expect(loadExecutions(temporal, fail, load)).rejects.toThrow('Run npm install @temporalio/client@1.24.0.')
  await expect(loadExecutions({ ...config, ENGINE: 'walker' }, fail, load)).resolves.toBeUndefined()
})
