import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { enterPeople } from '#server/engine/enter-people.ts'
import { createSmtpSink } from '#server/engine/messages/smtp-sink.ts'
import { relayMessages } from '#server/engine/messages/relay-messages.ts'
import { forgetPeople, personalDataRetentionMs, walk } from '#server/engine/walk.ts'
import { wait } from '#server/runtime/timers.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { changeAtFullSpeed } from '#test/server/engine/fence-senders.ts'
import { applyVersion } from '#test/server/engine/walker-support.ts'
import { createTestServer, type TestServer } from '#test/server/support/test-server.ts'
import { buildActivity, buildFlow, day, monday } from '#test/unit/domain/population/example-life.ts'
import { scaleCases } from '#test/support/test-size.ts'
import { startSmtpServer } from './smtp-receiver.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const flow = buildFlow(
  0,
  buildActivity('hello', 'email', 0, 'note'),
  buildActivity('note', 'sms', 0, 'wait'),
  buildActivity('wait', 'wait', day),
)

describe('a server with SMTP', () => {
  let database: OpenStore
  let smtp: Awaited<ReturnType<typeof startSmtpServer>>
  let host: TestServer
  let cookie: string
  beforeAll(async () => {
    database = await openStore({ isolation: 'read committed' })
    await database.migrate()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await clearDatabase(database.connection!)
    smtp = await startSmtpServer()
  })
  afterEach(async () => {
    await host.server.stopRuns()
    await smtp.close()
  })

  const begin = async (versions: readonly VersionRecord[], variables: Readonly<Record<string, string>>) => {
    await database.fill(buildSeed(versions))
    host = createTestServer({ ENGINE: 'walker', ...variables }, { database })
    cookie = await host.signIn(marketer)
    host.server.startRuns()
  }
  const withSmtp = () => ({ SMTP_URL: smtp.url, SMTP_FROM: 'journeys@example.org' })
  const enter = async (attributes: Readonly<Record<string, string>>, id = 'ana') => {
    const headers = { 'content-type': 'application/json', origin: 'http://localhost:8080' }
    const body = JSON.stringify({ people: [{ id, attributes }] })
    const response = await host.send('/api/versions/version/entrances', { method: 'POST', cookie, headers, body })
    return { status: response.status, body: (await response.json()) as Partial<Problem> }
  }
  const waitFor = (check: () => unknown) =>
    waitUntil(async () => {
      host.timers.advance(250)
      await check()
    }, 5)
  /** The walker has given a fence to the versions of the store. */
  const waitForFence = () =>
    waitFor(async () => expect(await database.connection!.selectFrom('walker_versions').select('key').execute()).not.toEqual([]))

  test('asks for the address of a person, sends e-mails there, all else as before, and neither is in the log', async () => {
    await begin([buildVersion({ flow, publishedAt: now - day })], withSmtp())
    await waitForFence()
    const wrong = await enter({ email: 'ana@example.com\r\nBcc: eve@example.net' })
    expect([wrong.status, wrong.body.errors]).toMatchObject([400, [{ path: 'people.0.attributes.email' }]])
    expect((await enter({ email: 'ana@example.com' })).status).toBe(200)
    await waitFor(() => expect(smtp.emails).toHaveLength(1))
    await waitFor(() => expect(host.lines.filter(({ event }) => event === 'message')).toMatchObject([{ channel: 'sms' }]))

    expect(smtp.emails[0]).toMatchObject({ from: 'journeys@example.org', to: ['ana@example.com'] })
    expect(smtp.emails[0]?.headers.get('subject')).toBe('hello')
    expect(JSON.stringify(host.lines)).not.toContain('ana')
  })

  test('gets no address where nothing is sent by SMTP', async () => {
    await begin([buildVersion({ flow, publishedAt: now - day })], {})
    await waitForFence()

    expect((await enter({ email: 'ana@example.com' })).status).toBe(400)
  })

  test('keeps the address through a jump into a journey that sends e-mails, and forgets it with the person', async () => {
    const jump = { ...buildActivity('over', 'jump', 0), journeyId: 'other' }
    const start = buildFlow(0, buildActivity('first', 'email', 0, 'over'), jump)
    await begin(
      [
        buildVersion({ flow: start, publishedAt: now - day }),
        buildVersion({ id: 'target', journeyId: 'other', flow, publishedAt: now - day }),
      ],
      withSmtp(),
    )
    await waitForFence()
    await enter({ email: 'ana@example.com' })
    await waitFor(() => expect(smtp.emails).toHaveLength(2))
    expect(smtp.emails.map(({ to: [to], headers }) => `${to} ${headers.get('subject')}`).toSorted()).toEqual([
      'ana@example.com first',
      'ana@example.com hello',
    ])
    await host.server.stopRuns()
    await walk(database.connection!, now + 2 * day)
    await forgetPeople(database.connection!, now + 2 * day + personalDataRetentionMs)

    expect(await database.connection!.selectFrom('walker_people').selectAll().execute()).toEqual([])
  })
})

describe('the fence around SMTP', () => {
  const { database } = preparePostgresql()

  test('after a stop no e-mail is accepted, however slow the server is', async () => {
    let heard = 0
    let silence: Promise<void> | null = null
    const smtp = await startSmtpServer(async () => {
      heard++
      if (silence === null) return
      await silence
      throw new Error('The connection was cut meanwhile.')
    })
    const hello = buildFlow(0, buildActivity('hello', 'email', 0, 'wait'), buildActivity('wait', 'wait', day))
    const sinks = [1, 2, 3].map(() =>
      createSmtpSink({ url: smtp.url, from: 'journeys@example.org', isPlainAllowed: true, wait, report: () => undefined }),
    )
    for (let round = 0; round < scaleCases(20, 2); round++) {
      const id = `version-${round}`
      const version = buildVersion({ id, journeyId: `journey-${round}`, flow: hello, pauses: [] })
      await applyVersion(database(), version)
      const people = Array.from({ length: 500 }, (_, nth) => ({ id: `p${nth}`, attributes: { email: `p${nth}.${round}@example.com` } }))
      await enterPeople(database(), id, people, monday)
      await walk(database(), monday)
      const [before, heardBefore] = [smtp.emails.length, heard]
      // In every second round the server falls silent in the middle of an e-mail.
      const { promise, resolve: speak } = Promise.withResolvers<void>()
      silence = round % 2 === 1 ? promise : null
      const relays = Promise.all(sinks.map((sink) => relayMessages(database(), sink, monday)))
      await waitUntil(() => expect(heard - heardBefore).toBeGreaterThan(silence === null ? 20 : 0), 1)
      await changeAtFullSpeed(database(), { ...version, status: 'stopped', stoppedAt: monday })
      const accepted = smtp.emails.length
      speak()
      silence = null
      await relays
      await Promise.all(sinks.map((sink) => relayMessages(database(), sink, monday + day)))

      expect(smtp.emails.length).toBe(accepted)
      expect(accepted - before).toBeLessThan(500)
    }
    const addresses = smtp.emails.map(({ to }) => to[0])
    expect(new Set(addresses).size).toBe(addresses.length)
    await smtp.close()
  })
})
