import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { buildActivity, buildFlow, day, hour } from '#test/unit/domain/population/example-life.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const flow = buildFlow(30, buildActivity('hello', 'email', 0, 'wait'), buildActivity('wait', 'wait', day))

let database: OpenStore
beforeAll(async () => {
  database = await openStore({ isolation: 'read committed' })
  await database.migrate()
  await database.fill(
    buildSeed([buildVersion({ flow, publishedAt: now - day }), buildVersion({ id: 'draft', status: 'draft', publishedAt: null })]),
  )
})
afterAll(() => database.close())

describe('a server with the walker', () => {
  test('moves people, writes a line a message without the person, and lets people enter sample journeys', async () => {
    const { server, parts, timers, lines, send, signIn, time } = createTestServer({ ENGINE: 'walker' }, { database, hasSample: true })
    server.startRuns()
    const cookie = await signIn(marketer)
    const readPeople = async () => ((await (await send('/api/versions/version', { cookie })).json()) as Version).people
    const countMessages = () => lines.filter(({ event }) => event === 'message').length

    // The versions of the store get their fences with the first round of the walker.
    timers.advance(250)
    await waitUntil(async () => {
      const body = JSON.stringify({ people: [{ id: 'customer-1' }] })
      const headers = { 'content-type': 'application/json', origin: 'http://localhost:8080' }
      expect((await send('/api/versions/version/entrances', { method: 'POST', cookie, headers, body })).status).toBe(200)
    })
    await waitUntil(() => {
      timers.advance(250)
      expect(countMessages()).toBe(1)
    })
    expect(await readPeople()).toMatchObject({ entered: 1, inside: 1 })

    // 30 people an hour: those of the first two hours.
    timers.advance(2_000)
    await waitUntil(async () => {
      timers.advance(250)
      expect((await readPeople()).entered).toBe(61)
      expect(countMessages()).toBe(61)
    })
    time.journeys = now + hour
    timers.advance(2_000)
    await waitUntil(async () => expect((await readPeople()).entered).toBe(91))

    await waitUntil(() => {
      timers.advance(250)
      expect(parts.metrics.print()).toContain('journey_walker_messages_total 91\n')
    })
    expect(JSON.stringify(lines)).not.toContain('customer-1')
    expect(lines.filter(({ event }) => event === 'failure')).toEqual([])
    await server.stopRuns()
    expect(timers.count()).toBe(0)
  })
})
