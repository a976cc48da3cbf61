import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { expect, test } from 'vitest'
import { signBody } from '#server/engine/messages/signed-post.ts'
import type { Tables } from '#server/store/tables.ts'
import { buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { openMemoryDatabase } from '#test/server/support/memory-database.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'

const secret = 'k3'

const elsewhere = { ENGINE: 'webhook', ENGINE_URL: 'http://127.0.0.1:1/', ENGINE_SECRET: secret }

/** A server whose tables of the engine cannot be reached. */
function createAwayServer(variables: Readonly<Record<string, string>>) {
  let attempts = 0
  class AwayDriver extends DummyDriver {
    override async acquireConnection(): Promise<never> {
      attempts++
      throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED', syscall: 'connect' })
    }
  }
  const connection = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new AwayDriver(),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  const host = createTestServer(variables, { database: { ...openMemoryDatabase(), connection } })
  return { ...host, countAttempts: () => attempts }
}

const listEvents = ({ lines }: { readonly lines: readonly Readonly<Record<string, unknown>>[] }) => lines.map(({ event }) => event)

test('commands that cannot be sent because the database is away are logged once', async () => {
  const host = createAwayServer(elsewhere)
  host.server.startRuns()

  for (let run = 0; run < 3; run++) {
    host.timers.advance(250)
    await flushEventLoop()
  }
  await host.server.stopRuns()

  // Each round tries all commands, and the stops alone.
  expect(host.countAttempts()).toBe(6)
  expect(listEvents(host)).toEqual(['database-unavailable'])
})

test('while the database is away, reports, dead letters and replays are answered with 503 and the time to try again', async () => {
  const host = createAwayServer(elsewhere)
  await host.setVersions([buildVersion({ status: 'draft' })])
  const cookie = await host.signIn(marketer)
  const post = { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost:8080' }, body: '{}' }
  const report = JSON.stringify({ versionId: 'version', epoch: 0, asOf: new Date(now).toISOString() })
  const timestamp = String(Math.floor(host.time.real / 1000))
  const signature = { 'webhook-timestamp': timestamp, 'webhook-signature': `v1=${signBody(secret, timestamp, report)}` }

  const responses = [
    await host.send('/api/engine/commands', { cookie }),
    await host.send('/api/engine/commands/11111111-1111-4111-8111-111111111111/replay', { ...post, cookie }),
    await host.send('/api/engine/reports', { ...post, headers: { ...post.headers, ...signature }, body: report }),
  ]

  expect(responses.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(responses.map(() => [503, '2']))
  expect(host.countAttempts()).toBe(3)
  expect(listEvents(host)).not.toContain('failure')
})

test('while the database is away, entrances and the search for a person are answered with 503 and the time to try again', async () => {
  const host = createAwayServer({ ENGINE: 'walker' })
  await host.setVersions([buildVersion()])
  const cookie = await host.signIn(marketer)
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:8080' }
  const body = JSON.stringify({ people: [{ id: 'customer-1' }] })
  const response = await host.send('/api/versions/version/entrances', { method: 'POST', cookie, headers, body })
  const search = host.server.environment.engine.findPerson('customer-1', marketer.user, now)

  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
  // The backend answers with the problem.
  await expect(search).rejects.toThrow('The database cannot be reached now.')
  expect(host.countAttempts()).toBe(2)
  expect(listEvents(host)).not.toContain('failure')
})
