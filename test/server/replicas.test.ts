import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabases } from '#server/open-databases.ts'
import { startInterval, wait } from '#server/runtime/timers.ts'
import { startServer, type RunningServer } from '#server/start-server.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { Client } from '#test/contract/support/client.ts'
import { openEventReader } from '#test/contract/support/event-reader.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { createTestServer, readCookie } from './support/test-server.ts'

let cluster: PostgresqlCluster
const replicas: RunningServer[] = []
let fill: (seed: ReturnType<typeof buildSeed>) => Promise<void>

/** Two replicas on one database, which they bring up to date at the same time. */
beforeAll(async () => {
  cluster = await startPostgresql()
  const url = await cluster.createDatabase()
  const start = async () => {
    const databases = await openDatabases(
      { DATABASE_URL: url, DATABASE_DIRECT_URL: undefined, DATA_FOLDER: '', ENGINE: 'simulated' },
      (error) => {
        throw error
      },
    )
    fill = databases.database.fill
    const { parts } = createTestServer(
      { ROLES: 'view=view edit publish stop' },
      { ...databases, every: startInterval, wait, realTime: Date.now, clock: () => now },
    )
    return startServer(parts, { hasSample: false })
  }
  replicas.push(...(await Promise.all([start(), start()])))
  await fill(buildSeed([buildVersion(), buildVersion({ id: 'other' })]))
})

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()))
  await cluster.stop()
})

const addresses = () => replicas.map(({ address }) => address) as [string, string]

const postForm = (address: string, path: string, fields: Readonly<Record<string, string>>, cookie = '') =>
  fetch(address + path, { method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams(fields) })

/** Signs in at the first replica with a role of all permissions. Returns a client of each replica. */
async function signIn(name: string) {
  const cookie = readCookie(await postForm(addresses()[0], '/sign-in', { name, role: 'view' }))
  const createHost = (address: string) =>
    ({
      send: (path, init) => {
        const headers = new Headers(init?.headers)
        headers.set('cookie', cookie)
        return fetch(new URL(path, address), { ...init, headers })
      },
    }) as Host
  return { cookie, hosts: addresses().map(createHost) as [Host, Host] }
}

test('a session that began at one replica is one at the other, and ends at both', async () => {
  const { cookie, hosts } = await signIn('Ana')
  expect((await hosts[1].send('/api/session')).status).toBe(200)
  const stream = await openEventReader(hosts[1])
  await stream.next()

  await postForm(addresses()[0], '/sign-out', { scope: 'everywhere' }, cookie)

  expect((await hosts[1].send('/api/session')).status).toBe(401)
  let event = await stream.next()
  while (event !== null) event = await stream.next()
  expect(event).toBeNull()
})

test('what is closed at one replica is told by the streams of the other, and closed there', async () => {
  const { hosts } = await signIn('Bea')
  const stream = await openEventReader(hosts[1])
  await stream.next()

  const closing = await new Client(hosts[0]).sendCommand('close')
  expect(closing.status).toBe(200)

  let event = await stream.next()
  while (event?.event === 'heartbeat') event = await stream.next()
  expect(event).toMatchObject({ event: 'change', data: { versionId: 'version', type: 'close' } })
  expect((await new Client(hosts[1]).getVersion()).status).toBe('closed')
  await stream.close()
})
