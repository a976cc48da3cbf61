import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPostgres } from '#server/store/open-database.ts'
import { openStore, type OpenStore, type StoreLocation } from '#server/store/open-store.ts'
import { testStoreAnswers } from '#test/contract/hosts/store-oracle.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { startPgbouncer, type Pooler } from './support/pgbouncer.ts'
import { startPostgresql, type PostgresqlCluster } from './support/postgresql-cluster.ts'
import { preparePgbouncer } from './support/sql-databases.ts'
import { waitUntil } from '#test/support/wait-until.ts'

let cluster: PostgresqlCluster
const poolers: Pooler[] = []
const opened: OpenStore[] = []

beforeAll(async () => {
  cluster = await startPostgresql()
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  for (const pooler of poolers.splice(0)) await pooler.stop()
})
afterAll(() => cluster.stop())

const preparePooler = async () => {
  const directUrl = await cluster.createDatabase()
  const pooler = await startPgbouncer(directUrl)
  poolers.push(pooler)
  return { directUrl, databaseUrl: pooler.url }
}

const open = async (location: StoreLocation): Promise<OpenStore> => {
  const store = await openStore(location)
  opened.push(store)
  return store
}

const version = buildVersion()
const [entry] = buildSeed([version]).history

const prepared = preparePgbouncer()
testStoreAnswers('the SQL store behind PgBouncer', 30, async (seed) => [await prepared.openStore(seed)])

test('of several programs that start behind PgBouncer at the same time each finds the tables ready, and no lock is left', async () => {
  const { databaseUrl, directUrl } = await preparePooler()
  const programs = await Promise.all([1, 2, 3].map(() => open({ databaseUrl })))

  await Promise.all(programs.map(({ migrate }) => migrate()))

  const epochs = await Promise.all(programs.map(({ store }) => store.read((reader) => reader.epoch())))
  expect(new Set(epochs).size).toBe(1)
  const { database, close } = openPostgres(directUrl, () => undefined)
  const { rows } = await sql`select from pg_locks where locktype = 'advisory'`.execute(database)
  await close()
  expect(rows).toEqual([])
})

test('no update is lost between three programs behind PgBouncer, each with more writers than there are connections', async () => {
  const { databaseUrl } = await preparePooler()
  const programs = await Promise.all([1, 2, 3].map(() => open({ databaseUrl })))
  await programs[0]!.migrate()
  await programs[0]!.fill(buildSeed([version]))

  await Promise.all(
    Array.from({ length: 30 }, (_, nth) =>
      programs[nth % 3]!.store.write(async (transaction) => {
        const { revision } = (await transaction.version('version'))!
        await transaction.update({ ...version, revision: revision + 1 }, revision)
        await transaction.append(entry!)
      }),
    ),
  )

  const { store, verifyHistory } = programs[1]!
  expect((await store.read((reader) => reader.version('version')))?.revision).toBe(31)
  expect(await verifyHistory()).toMatchObject({ entries: 31, problem: null })
})

test('a program behind PgBouncer says once that it polls, and learns of the changes of another one', async () => {
  const { databaseUrl } = await preparePooler()
  const reported: string[] = []
  const listening = await open({ databaseUrl, report: ({ message }) => reported.push(message) })
  const other = await open({ databaseUrl })
  await listening.migrate()
  let calls = 0
  listening.onChange(() => calls++)
  await waitUntil(() => expect(reported).toHaveLength(1))
  const before = calls

  await other.store.write((transaction) => transaction.append(entry!))

  await waitUntil(() => expect(calls).toBeGreaterThan(before))
  expect(reported).toEqual([expect.stringMatching(/^A pooler stands between .*: set DATABASE_DIRECT_URL\.$/)])
})

test('a program behind PgBouncer that has a direct address gets the hints of another one', async () => {
  const location = await preparePooler()
  const reported: Error[] = []
  const delays: number[] = []
  const program = await open({ ...location, report: (error) => reported.push(error), onHint: (ms) => delays.push(ms) })
  await program.migrate()
  let calls = 0
  program.onChange(() => calls++)
  // The first call says that the program listens from now on.
  await waitUntil(() => expect(calls).toBe(1))

  await program.store.write((transaction) => transaction.append(entry!))

  await waitUntil(() => expect(delays).toHaveLength(1))
  expect(reported).toEqual([])
})
