import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import { countPeople } from '#server/engine/read-counts.ts'
import { createWalkerEngine } from '#server/engine/walker-engine.ts'
import { isUnavailable } from '#server/store/is-unavailable.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { createServerFolder, startServerProcess, type ServerProcess } from '#test/server/support/server-process.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { buildActivity, buildFlow } from '#test/unit/domain/population/example-life.ts'

/** Four messages, all due at once. */
const flow = buildFlow(
  0,
  buildActivity('one', 'email', 0, 'two'),
  buildActivity('two', 'sms', 0, 'three'),
  buildActivity('three', 'push', 0, 'four'),
  buildActivity('four', 'email', 0),
)
const publishedAt = Date.now() - 3_600_000
const version = buildVersion({ flow, publishedAt, createdAt: publishedAt, updatedAt: publishedAt, startsAt: publishedAt })

const people = scaleCases(1_000, 60)
const rounds = scaleCases(5, 1)

const folder = createServerFolder()
let cluster: PostgresqlCluster
let databaseUrl: string
let database: OpenStore
let replicas: ServerProcess[] = []

beforeAll(async () => {
  // What was answered has to outlive a crash: a workflow whose person has left is never woken again.
  cluster = await startPostgresql({ synchronous_commit: 'on' })
})
beforeEach(async () => {
  databaseUrl = await cluster.createDatabase()
  database = await openStore({ databaseUrl, isolation: 'read committed', report: () => undefined })
  await database.migrate()
  await database.fill(buildSeed([version]))
})
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.kill()))
  replicas = []
  await database.close()
})
afterAll(async () => {
  await cluster.stop()
  folder.remove()
})

async function startReplica(): Promise<ServerProcess> {
  const replica = await startServerProcess(folder.path, {
    DATABASE_URL: databaseUrl,
    ENGINE: 'dbos',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'warn',
    // Only lines of the log: DBOS uses what is deprecated.
    NODE_NO_WARNINGS: '1',
  })
  replicas.push(replica)
  return replica
}

async function kill(replica: ServerProcess) {
  replicas = replicas.filter((each) => each !== replica)
  await replica.kill()
}

/** Lets people enter, with numbers of their own in each round. */
async function enter(round: number) {
  const engine = createWalkerEngine(database.connection!)
  await adoptVersions(database.store, engine)
  await engine.enter(
    version,
    Array.from({ length: people }, (_, nth) => ({ id: `p${round} ${nth}` })),
    Date.now(),
  )
}

const readMessages = async () => {
  const { rows } = await sql<{ state: string; count: number; steps: number }>`
    select state, count(*)::integer as count, count(distinct (person_id, activity))::integer as steps
    from walker_messages group by state`.execute(database.connection!)
  return rows
}

/** Waits until people are under way: some messages are written, beyond those of the rounds before. */
const waitForSteps = (round: number) =>
  waitUntil(async () => {
    const total = (await readMessages()).reduce((sum, { count }) => sum + count, 0)
    expect(total).toBeGreaterThan(round * people * 4 + people / 2)
  }, 5)

/** Waits until everyone has left. Each message was written once and is sent, each step is counted once, and DBOS is done. */
async function checkAllArrive() {
  const entered = rounds * people
  const select = async (query: string) => (await sql.raw(query).execute(database.connection!)).rows
  await waitUntil(async () => {
    const messages = await readMessages().catch((error: unknown) => {
      if (isUnavailable(error)) return []
      throw error
    })
    expect(messages).toEqual([{ state: 'sent', count: entered * 4, steps: entered * 4 }])
  })
  await waitUntil(async () => expect(await select(`select 1 from dbos.workflow_status where status = 'PENDING' limit 1`)).toEqual([]))
  const counts = await countPeople(database.connection!, version)
  expect(counts).toMatchObject({ entered, inside: 0, completed: entered })
  expect(Object.values(counts.activities).map(({ passed }) => passed)).toEqual([entered, entered, entered, entered])
  expect(await select('select 1 from walker_executions limit 1')).toEqual([])
}

test(
  'a process that is killed in the middle of steps goes on after a restart',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const replica = await startReplica()
      await enter(round)
      await waitForSteps(round)
      await kill(replica)
    }
    await startReplica()
    await checkAllArrive()
  },
  generatedCasesTimeoutMs,
)

test(
  'two replicas side by side move each person once, also when one is killed and starts again',
  async () => {
    for (let round = 0; round < rounds; round++) {
      while (replicas.length < 2) await startReplica()
      await enter(round)
      await waitForSteps(round)
      await kill(replicas[round % 2]!)
    }
    await startReplica()
    await checkAllArrive()
  },
  generatedCasesTimeoutMs,
)

test(
  'an outage of PostgreSQL while people move ends without anyone doing anything',
  async () => {
    await startReplica()
    for (let round = 0; round < rounds; round++) {
      await waitUntil(() => enter(round))
      await waitForSteps(round)
      await cluster.crash()
    }
    await checkAllArrive()
  },
  generatedCasesTimeoutMs,
)
