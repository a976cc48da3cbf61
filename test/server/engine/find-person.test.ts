import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { Session } from '#api/contract/session.ts'
import { acceptAll } from '#server/engine/messages/message-sink.ts'
import { relayMessages } from '#server/engine/messages/relay-messages.ts'
import { cleanUp, forgetPeople, personalDataRetentionMs, walk } from '#server/engine/walk.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { preparePglite } from '#test/contract/sql/support/sql-databases.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { createSessionWith, marketer } from '#test/contract/support/sessions.ts'
import { sampleCases } from '#test/support/test-size.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { createWalkerClient } from './walker-host.ts'

const pglite = preparePglite()
const client = createWalkerClient(pglite)

const supporter: Session = { user: { id: 'sam', name: 'Sam Oyé' }, permissions: ['view'], support: true }

const post = <Body>(path: string, body: string, on: Client = client) =>
  on.send<Body>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

const lookUp = <Body = PersonLookUp>(id: unknown, on: Client = client) => post<Body>('/api/people/look-up', JSON.stringify({ id }), on)

const enter = (...ids: readonly string[]) => post('/api/versions/version/entrances', JSON.stringify({ people: ids.map((id) => ({ id })) }))

const begin = async () => {
  await client.start([buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })])
}

const walkAt = async (at: number) => {
  await client.host.setTime(at)
  await walk(pglite.database(), at)
}

const readTrace = async () => {
  const { rows } = await sql<{ at: number; user_id: string; user_name: string; isAna: boolean; text: string }>`
    select at, user_id, user_name, person = walker_digest('ana-17') as "isAna", row_to_json(l)::text as text
    from walker_look_ups l order by sequence`.execute(pglite.database())
  return rows
}

const asSupporter = async <T>(work: () => Promise<T>): Promise<T> => {
  await client.host.signIn(supporter)
  const result = await work()
  await client.host.signIn(marketer)
  return result
}

const toIso = (at: number) => new Date(at).toISOString()

describe('looking a person up', () => {
  test('says through which versions the person walks, where, since when, and which messages were handed over', async () => {
    await begin()
    await enter('ana-17', 'bob')
    await walkAt(now)
    await relayMessages(pglite.database(), { send: async (messages) => acceptAll(messages) }, now)

    const inside = await asSupporter(() => lookUp('ana-17'))
    await walkAt(now + 4 * day)
    const completed = await asSupporter(() => lookUp('ana-17'))

    const version = { id: 'version', number: 1 }
    const [hello, offer] = welcomeFlow.activities.filter(({ kind }) => kind === 'email').map(({ name }) => name)
    const first = { at: toIso(now), channel: 'email', activity: hello, state: 'accepted' }
    expect(inside.body.walks).toMatchObject([
      { version, state: 'inside', activity: { id: 'wait' }, enteredAt: toIso(now), leftAt: null, messages: [first] },
    ])
    expect(completed.body.walks).toMatchObject([
      { state: 'completed', leftAt: toIso(now + 3 * day), messages: [first, { channel: 'email', activity: offer, state: 'pending' }] },
    ])
  })

  test('after a stop it says that the person was stopped, before and after the clean-up, and that a message was refused', async () => {
    await begin()
    await enter('ana-17')
    await walkAt(now + hour)
    await client.sendCommand('stop')
    const before = await asSupporter(() => lookUp('ana-17'))
    await cleanUp(pglite.database())
    await relayMessages(pglite.database(), { send: async (messages) => acceptAll(messages) }, now + hour)
    const after = await asSupporter(() => lookUp('ana-17'))

    for (const { body } of [before, after])
      expect(body.walks).toMatchObject([{ state: 'stopped', leftAt: toIso(now + hour), messages: [{ state: 'refused' }] }])
  })

  test('says that a version was deleted', async () => {
    await begin()
    await enter('ana-17')
    await client.sendCommand('stop')
    const before = await asSupporter(() => lookUp('ana-17'))
    await client.sendCommand('delete')
    const after = await asSupporter(() => lookUp('ana-17'))

    expect(before.body.walks[0]).not.toHaveProperty('deleted')
    expect(after.body.walks).toMatchObject([{ deleted: true, version: { id: 'version' } }])
  })

  test('who is not known, or has been forgotten, has no walks', async () => {
    await begin()
    await enter('ana-17')
    await walkAt(now + 4 * day)
    while ((await forgetPeople(pglite.database(), now + 5 * day + personalDataRetentionMs)) > 0);

    expect((await asSupporter(() => lookUp('ana-17'))).body.walks).toEqual([])
    expect((await asSupporter(() => lookUp('nobody'))).body.walks).toEqual([])
  })

  test('each look-up leaves a trace of who and when, without the identifier; whoever knows the identifier finds it', async () => {
    await begin()
    await asSupporter(() => lookUp('ana-17'))
    await asSupporter(() => lookUp('bob'))

    const trace = await readTrace()

    expect(trace).toMatchObject([
      { at: now, user_id: 'sam', user_name: 'Sam Oyé', isAna: true },
      { at: now, user_id: 'sam', isAna: false },
    ])
    expect(trace.map(({ text }) => text).join(' ')).not.toMatch(/ana-17|bob/)
  })

  test('needs a permission of its own, which a marketer does not have', async () => {
    await begin()
    for (const [session, status] of [
      [marketer, 403],
      [{ ...createSessionWith(), support: true }, 403],
      [{ ...supporter, support: false }, 403],
      [null, 401],
    ] as const) {
      await client.host.signIn(session)
      expect((await lookUp('ana-17')).status).toBe(status)
    }
    expect(await readTrace()).toEqual([])
    await client.host.signIn(supporter)
    expect((await client.send<Session>('/api/session')).body.support).toBe(true)
  })

  test('where people are simulated none is known, and says so', async () => {
    const simulated = new Client(createInProcessHost())
    await simulated.start([buildVersion()])
    await simulated.host.signIn(supporter)

    const { status, body } = await lookUp<Problem>('ana-17', simulated)
    expect([status, body.code]).toEqual([409, 'people-simulated'])
  })

  test('every text is an identifier, or refused: the person who entered with it is found, and nobody else', async () => {
    await begin()
    for (const text of sampleCases(hostileTexts, 60)) {
      const entered = await enter(text)
      const { status, body } = await asSupporter(() => lookUp(text))
      expect([200, 400, 413]).toContain(status)
      expect(status === 200).toBe(entered.status === 200)
      if (status === 200) expect(body.walks).toHaveLength(1)
    }
    for (const wrong of ['{}', '[]', '{"id":7}', '{"id":""}', '{"id":"a","more":1}', '{"id":"\\u0000"}', `{"id":"${'x'.repeat(101)}"}`])
      expect((await asSupporter(() => post('/api/people/look-up', wrong))).status).toBe(400)
  })
})
