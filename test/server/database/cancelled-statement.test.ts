import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { waitUntil } from '#test/support/wait-until.ts'

let cluster: PostgresqlCluster
let database: OpenStore

beforeAll(async () => {
  cluster = await startPostgresql()
  database = await openStore({ databaseUrl: await cluster.createDatabase() })
  await database.migrate()
  await database.fill(buildSeed([buildVersion()]))
})
afterAll(async () => {
  await database.close()
  await cluster.stop()
})

const listCancelled = (lines: readonly Readonly<Record<string, unknown>>[]) =>
  lines.flatMap(({ level, event, operation, message }) => (event === 'statement-cancelled' ? [[level, operation, message]] : []))

test('a statement that PostgreSQL cancels is answered with 503, and logged as what it is, with the name of the operation', async () => {
  const { send, signIn, lines } = createTestServer({}, { database })
  const cookie = await signIn(marketer)
  const connection = database.connection!
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
  const { promise: isLocked, resolve: confirmLock } = Promise.withResolvers<void>()
  // Reads of the versions wait for this transaction.
  const locking = connection.transaction().execute(async (transaction) => {
    await sql`lock table versions in access exclusive mode`.execute(transaction)
    confirmLock()
    await isReleased
  })
  await isLocked

  const answering = send('/api/versions?search=secret', { cookie })
  await waitUntil(async () => {
    const cancelled = await sql`select pg_cancel_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'`.execute(connection)
    expect(cancelled.rows).toHaveLength(1)
  })
  const answer = await answering
  release()
  await locking
  const again = await send('/api/versions', { cookie })

  expect([answer.status, answer.headers.get('retry-after'), again.status]).toEqual([503, '2', 200])
  expect(await answer.json()).toMatchObject({ code: 'unavailable', detail: 'The database took too long to answer.' })
  expect(listCancelled(lines)).toEqual([['error', 'GET /api/versions', 'canceling statement due to user request']])
  expect(lines.map(({ event }) => event)).not.toContain('database-unavailable')
  expect(JSON.stringify(lines)).not.toContain('secret')
})
