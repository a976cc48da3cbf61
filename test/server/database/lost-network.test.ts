import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { startDatabaseRelay, type DatabaseRelay } from '#test/contract/sql/support/database-relay.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer, type TestServer } from '#test/server/support/test-server.ts'

let cluster: PostgresqlCluster
let relay: DatabaseRelay
let database: OpenStore
let testServer: TestServer
let client: Client

beforeAll(async () => {
  cluster = await startPostgresql()
  const directUrl = await cluster.createDatabase()
  relay = await startDatabaseRelay(directUrl)
  database = await openStore({ databaseUrl: relay.url, directUrl, answerTimeoutMs: 2_000 })
  await database.migrate()
  await database.fill(buildSeed([buildVersion(), buildVersion({ id: 'other' })]))
  testServer = createTestServer({}, { database })
  const cookie = await testServer.signIn(marketer)
  client = new Client({ send: (path, init) => testServer.send(path, { ...init, cookie }) } as Host)
})
afterAll(async () => {
  await database.close()
  await relay.close()
  await cluster.stop()
})

test('a network that swallows everything holds no request for ever: reads and endings are told to try again, and later succeed', async () => {
  const etag = await client.getEtag()
  await client.sendCommand('stop', 'other')

  relay.swallow()
  // The commands wait for their turn together, and on connections that seemed to live.
  const replies = await Promise.all([
    client.send('/api/versions'),
    client.sendCommand('stop', 'version', { etag, key: 'swallowed' }),
    client.sendCommand('close', 'other', { etag }),
    client.send('/api/versions'),
  ])
  relay.forward()
  const again = await client.sendCommand('stop', 'version', { etag, key: 'swallowed' })

  expect(replies.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(replies.map(() => [503, '2']))
  expect([again.status, (await client.getVersion()).status]).toEqual([200, 'stopped'])
  expect(testServer.lines.map(({ event }) => event)).not.toContain('failure')
})
