import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Action } from '#domain/lifecycle.ts'
import { openDatabases, type OpenDatabases } from '#server/open-databases.ts'
import { verifyHistory } from '#server/store/history/verify-history.ts'
import { startDatabaseRelay, type DatabaseRelay } from '#test/contract/sql/support/database-relay.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildSeed, buildVersion, buildVersionInStatus, forkedFlow } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer } from '#test/server/support/test-server.ts'

let cluster: PostgresqlCluster
let relay: DatabaseRelay
let databases: OpenDatabases
let client: Client

beforeAll(async () => {
  cluster = await startPostgresql()
  relay = await startDatabaseRelay(await cluster.createDatabase())
  databases = await openDatabases(
    { DATABASE_URL: relay.url, DATABASE_DIRECT_URL: undefined, DATA_FOLDER: '', ENGINE: 'simulated' },
    (error) => {
      throw error
    },
  )
  await databases.database.migrate()
  client = await createClient(databases)
})
beforeEach(() => clearDatabase(databases.database.connection!))
afterAll(async () => {
  await databases.database.close()
  await relay.close()
  await cluster.stop()
})

/** A client of a server on these databases, signed in with all permissions. */
async function createClient(opened: OpenDatabases, variables: Readonly<Record<string, string>> = {}): Promise<Client> {
  const testServer = createTestServer(variables, opened)
  const cookie = await testServer.signIn(marketer)
  return new Client({ send: (path, init) => testServer.send(path, { ...init, cookie }) } as Host)
}

/** Sends a command to a version. Returns how often the server and the database waited for each other. */
async function countTrips(action: Action, on: Client = client): Promise<number> {
  // The connection of sessions and that of the store are open.
  const etag = await on.getEtag()
  const before = relay.countTrips()
  const { status, text } = await on.sendCommand(action, 'version', { etag })
  expect(status, text).toBe(200)
  return relay.countTrips() - before
}

test.each(['close', 'stop', 'pause', 'resume', 'publish', 'createVersion', 'delete'] as const)(
  '%s takes three round trips to PostgreSQL, with that for the session',
  async (action) => {
    const status = { publish: 'draft', delete: 'draft', resume: 'paused' }[action as string] ?? 'live'
    const version = buildVersionInStatus(status as 'live', { flow: forkedFlow, number: 2, id: 'version' })
    await databases.database.fill(
      buildSeed([version, buildVersion({ id: 'older', journeyId: version.journeyId, latest: false }), buildVersion({ id: 'other' })]),
    )

    expect(await countTrips(action)).toBeLessThanOrEqual(3)
  },
)

test('with the walker, whose people are fenced and counted in the same transaction, a stop takes 19 round trips', async () => {
  const walking = await openDatabases(
    { DATABASE_URL: relay.url, DATABASE_DIRECT_URL: undefined, DATA_FOLDER: '', ENGINE: 'walker' },
    (error) => {
      throw error
    },
  )
  await databases.database.fill(buildSeed([buildVersion()]))

  expect(await countTrips('stop', await createClient(walking, { ENGINE: 'walker' }))).toBeLessThanOrEqual(19)
  await walking.database.close()
})

test('a command that is sent again, and one that comes too late, take three round trips, too', async () => {
  await databases.database.fill(buildSeed([buildVersion()]))
  const { revision } = await client.getVersion()
  const options = { etag: `"r${revision}"`, key: 'once' }
  await client.sendCommand('stop', 'version', options)
  const before = relay.countTrips()

  const repeated = await client.sendCommand('stop', 'version', options)
  const late = await client.sendCommand('close', 'version', { etag: `"r${revision}"` })

  expect([repeated.status, repeated.headers.get('idempotent-replayed'), late.status]).toEqual([200, 'true', 412])
  expect(relay.countTrips() - before).toBeLessThanOrEqual(6)
})

test('commands that wait for their turn get it together: all are loaded with one query, and saved with another', async () => {
  const seed = buildSeed(Array.from({ length: 20 }, (_, index) => buildVersion({ id: `version-${index}` })))
  await databases.database.fill(seed)
  const before = relay.countTrips()

  const sequences = await Promise.all(
    seed.versions.map(({ id, revision }, index) =>
      databases.database.store.write(
        async (transaction) => {
          const version = await transaction.version(id)
          await transaction.update({ ...version!, revision: revision + 1 }, revision)
          return (await transaction.append(seed.history[index]!)).sequence
        },
        { versionId: id, userId: 'anna', key: id },
      ),
    ),
  )

  expect(relay.countTrips() - before).toBe(2)
  expect(sequences).toEqual(seed.versions.map((_, index) => 21 + index))
  expect(await verifyHistory(databases.database.connection!)).toMatchObject({ entries: 40, problem: null })
})

test('a command that fails takes back what it wrote, and nothing of those that are written with it', async () => {
  const seed = buildSeed([buildVersion({ id: 'one' }), buildVersion({ id: 'two' }), buildVersion({ id: 'three' })])
  await databases.database.fill(seed)
  const write = ({ id, revision, ...version }: VersionRecord, fails: boolean) =>
    databases.database.store.write(
      async (transaction) => {
        await transaction.update({ ...version, id, revision: revision + 1 }, revision)
        const { sequence } = await transaction.append({ ...seed.history[0]!, versionId: id })
        if (fails) throw new Error('out of luck')
        return sequence
      },
      { versionId: id, userId: 'anna', key: id },
    )

  const results = await Promise.allSettled(seed.versions.map((version, index) => write(version, index === 1)))

  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual([
    4,
    'Error: out of luck',
    5,
  ])
  const stored = await databases.database.store.read((reader) => reader.versions(['one', 'two', 'three']))
  expect(stored.map(({ revision }) => revision)).toEqual([2, 1, 2])
})
