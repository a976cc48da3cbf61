import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { relayMessages } from '#server/engine/messages/relay-messages.ts'
import { acceptAll, type OutgoingMessage } from '#server/engine/messages/message-sink.ts'
import { walkerCleanUp } from '#server/store/migrations/walker/walker-clean-up.ts'
import { cleanUp, walk } from '#server/engine/walk.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { Client, type Reply } from '#test/contract/support/client.ts'
import { buildVersion, buildVersionInStatus, forkedFlow, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { createSessionWith, marketer, viewer } from '#test/contract/support/sessions.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { preparePglite } from '#test/contract/sql/support/sql-databases.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { sampleCases } from '#test/support/test-size.ts'
import { createWalkerClient } from './walker-host.ts'

const pglite = preparePglite()
const client = createWalkerClient(pglite)

const postEntrances = <Body = { entered: number; repeated: number; refused: unknown[] }>(
  body: BodyInit,
  id = 'version',
  on: Client = client,
): Promise<Reply<Body>> =>
  on.send<Body>(`/api/versions/${id}/entrances`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

const enter = (people: readonly unknown[], id = 'version') => postEntrances(JSON.stringify({ people }), id)
const createPeople = (count: number, name = 'p') => Array.from({ length: count }, (_, nth) => ({ id: `${name}${nth}` }))

const begin = async (facts: Partial<VersionRecord> = {}) => {
  await client.start([buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day, ...facts })])
}

/** The walker at a moment. */
const walkAt = async (at: number) => {
  await client.host.setTime(at)
  await walk(pglite.database(), at)
}

describe('people of the walker on the API', () => {
  test('enter, wait, get messages and leave: the page of the version counts them', async () => {
    await begin()
    expect((await enter(createPeople(30))).body).toMatchObject({ entered: 30, repeated: 0, refused: [] })

    await walkAt(now + hour)
    const inside = await client.getVersion()
    await walkAt(now + 4 * day)
    const after = await client.getVersion()

    expect([inside.people, inside.basis]).toMatchObject([{ entered: 30, enteredToday: 30, inside: 30, completed: 0 }, 'exact'])
    expect(inside.activities.map(({ id, inside: count, passed }) => [id, count, passed])).toEqual([
      ['hello', 0, 30],
      ['wait', 30, 0],
      ['offer', 0, 0],
      ['end', 0, 0],
    ])
    expect(after.people).toMatchObject({ entered: 30, inside: 0, completed: 30 })
    expect((await client.getList()).items[0]?.peopleInside).toBe(0)
  })

  test('what closing and stopping would do is an estimate, and the receipt of a stop is counted', async () => {
    await begin()
    await enter(createPeople(24))
    await walkAt(now + hour)

    const impact = await client.getImpact()
    const people = await client.getPeople()
    const { body: stopped } = await client.sendCommand('stop')
    const late = await enter([{ id: 'late' }])
    await walkAt(now + 9 * day)
    await cleanUp(pglite.database())
    const later = await client.getVersion()

    expect(impact).toMatchObject({
      basis: 'estimate',
      peopleInside: 24,
      close: { messages: { email: 24 }, timingOut: 0 },
      stop: { alreadySent: { email: 24 } },
    })
    expect(Date.parse(impact.close.lastExit!)).toBe(now + hour + 3 * day)
    expect(people).toMatchObject({ basis: 'estimate', forecast: { scenario: 'ifClosedNow' } })
    expect(people.points.at(-1)).toMatchObject({ entered: 24, inside: 24 })
    expect(people.forecast?.points.at(-1)).toMatchObject({ inside: 0, completed: 24 })
    expect([late.status, (late.body as unknown as Problem).reasonCode]).toEqual([409, 'alreadyStopped'])
    expect(stopped).toMatchObject({ status: 'stopped', people: { inside: 0, stopped: 24 } })
    expect(later.receipts).toMatchObject([{ stopped: 24, leftToFinish: 0, messagesNotSent: { email: 24 }, entrancesRefused: 1 }])
    expect((await client.getHistory())[0]).toMatchObject({ type: 'stop', peopleInside: 24 })
  })

  test('a closed version lets everyone finish, refuses others, and is finished when the last person has left', async () => {
    await begin()
    await enter(createPeople(5))
    await walkAt(now + hour)
    await client.sendCommand('close')
    const refused = await enter([{ id: 'late' }])
    await walkAt(now + 3 * day + 2 * hour)
    await client.host.sendHeartbeat()

    const { status, people, receipts, finishedAt } = await client.getVersion()

    expect((refused.body as unknown as Problem).reasonCode).toBe('alreadyClosed')
    expect([status, people.completed, Date.parse(finishedAt!)]).toEqual(['finished', 5, now + 3 * day])
    expect(receipts).toMatchObject([{ action: 'close', leftToFinish: 5, entrancesRefused: 1 }])
  })

  test('a pause holds everyone, and after it nobody is overdue and nobody moves twice', async () => {
    await begin()
    await enter(createPeople(5))
    await walkAt(now + day)
    await client.sendCommand('pause')
    expect((await enter([{ id: 'late' }])).status).toBe(409)
    await walkAt(now + 6 * day)
    expect((await client.getVersion()).people.inside).toBe(5)
    await client.sendCommand('resume')

    expect(await walk(pglite.database(), now + 6 * day)).toBe(0)
    await walkAt(now + 8 * day - 1)
    expect((await client.getVersion()).people.inside).toBe(5)
    await walkAt(now + 8 * day)
    expect((await client.getVersion()).people).toMatchObject({ inside: 0, completed: 5 })
    expect((await client.getImpact()).stop.alreadySent.email).toBe(10)
  })

  test('a pause that is over by itself lets people move', async () => {
    await begin()
    await enter(createPeople(2))
    await client.sendCommand('pause', 'version', { body: { days: 1 } })
    await client.host.setTime(now + 2 * day)
    await client.host.sendHeartbeat()
    await walkAt(now + 2 * day)

    expect((await client.getVersion()).activities.map(({ passed }) => passed)).toEqual([2, 0, 0, 0])
  })

  test('publishing the next version closes the one before, and people enter the new one', async () => {
    await begin()
    await enter([{ id: 'ana' }])
    const { body: draft } = await client.sendCommand('createVersion')
    expect((await enter([{ id: 'bob' }], draft.id)).status).toBe(409)
    await client.sendCommand('publish', draft.id)

    expect((await enter([{ id: 'bob' }])).status).toBe(409)
    expect((await enter([{ id: 'bob' }], draft.id)).body.entered).toBe(1)
    expect([(await client.getVersion()).people.inside, (await client.getVersion(draft.id)).people.inside]).toEqual([1, 1])
  })

  test('people who wait without end in a closed version are a stall, and the overview advises on them', async () => {
    await begin({ flow: forkedFlow })
    await enter(createPeople(20).map((person) => ({ ...person, attributes: { fork: 'Yes' } })))
    await enter(createPeople(10, 'w'))
    await walkAt(now + day)
    await client.sendCommand('close')

    const { stall, people } = await client.getVersion()

    expect(people.inside).toBeGreaterThan(0)
    expect(people.inside).toBeLessThanOrEqual(10)
    expect(stall).toMatchObject({ peopleInside: people.inside, activities: [{ id: 'wait' }] })
    expect((await client.getOverview()).advice[0]).toMatchObject({ reasonCode: 'stalls', people: people.inside })
  })
})

describe('after a stop', () => {
  test('the page says how many executions are cleaned up, set by set, and the receipt what was accepted before and refused since', async () => {
    await begin()
    await enter(createPeople(25))
    await walkAt(now)
    await relayMessages(
      pglite.database(),
      {
        send: async (messages) => {
          expect(messages).toHaveLength(25)
          return acceptAll(messages)
        },
      },
      now,
    )
    await enter(createPeople(5, 'q'))
    await walkAt(now + hour)
    await client.sendCommand('stop')
    const read = async () => {
      const { cleanUp, receipts } = await client.getVersion()
      return [cleanUp?.cleaned, cleanUp?.executions, receipts[0]?.handedOver]
    }
    const handedOver = { accepted: 25, refused: 5 }

    const before = await read()
    await cleanUp(pglite.database(), { most: 10 })
    await relayMessages(pglite.database(), { send: () => Promise.reject(new Error('Nothing is sent after a stop.')) }, now + hour)
    const halfway = await read()
    for (let step = 0; step < 3; step++) await cleanUp(pglite.database(), { most: 10 })

    expect([before, halfway, await read()]).toEqual([
      [0, 30, handedOver],
      [10, 30, handedOver],
      [undefined, undefined, handedOver],
    ])
    expect(Date.parse((await client.getVersion()).ended!.at)).toBe(now + hour)
  })

  test('a version that was stopped before the counters were there is counted once', async () => {
    await begin()
    await enter(createPeople(8))
    await walkAt(now)
    await client.sendCommand('stop')
    await cleanUp(pglite.database(), { most: 3 })
    await relayMessages(pglite.database(), { send: async (messages) => acceptAll(messages) }, now)
    const read = async () => {
      const { cleanUp: progress, receipts } = await client.getVersion()
      return [progress?.cleaned, receipts[0]?.handedOver?.refused]
    }
    const before = await read()
    await pglite.database().schema.alterTable('walker_versions').dropColumn('cleaned').dropColumn('refused_messages').execute()

    await walkerCleanUp.up(pglite.database())

    expect([before, await read()]).toEqual([
      [3, 8],
      [3, 8],
    ])
  })
})

describe('messages', () => {
  test('are handed over with key and epoch, held while the version is paused, and refused once it is stopped', async () => {
    await begin()
    await enter(createPeople(3))
    await walkAt(now)
    const sent: OutgoingMessage[] = []
    let isBroken = true
    const send = async (messages: readonly OutgoingMessage[]) => {
      if (isBroken) throw new Error('The receiver is away.')
      sent.push(...messages)
      return acceptAll(messages)
    }
    const relay = (at: number) => relayMessages(pglite.database(), { send }, at)

    expect(await relay(now)).toBe(0)
    isBroken = false
    expect([await relay(now), await relay(now + 999)]).toEqual([0, 0])
    await client.sendCommand('pause')
    expect(await relay(now + hour)).toBe(0)
    await client.sendCommand('resume')
    expect(await relay(now + hour)).toBe(3)
    expect(sent).toMatchObject([{ activityId: 'hello', channel: 'email', personId: 'p0', epoch: 2 }, {}, {}])
    expect(new Set(sent.map(({ key }) => key)).size).toBe(3)
    await enter(createPeople(2, 'q'))
    await walkAt(now + hour)
    await client.sendCommand('stop')
    expect([await relay(now + hour), sent.length]).toEqual([0, 3])
  })
})

describe('entrances', () => {
  const accepted = '{"people":[{"id":"ana"}]}'

  test.each([
    ['draft', 'nobodyCanEnterADraft'],
    ['paused', 'alreadyPaused'],
    ['closed', 'alreadyClosed'],
    ['stopped', 'alreadyStopped'],
    ['finished', 'everyoneHasLeft'],
  ] as const)('of a version in status %s are refused: %s', async (status, reasonCode) => {
    await client.start([buildVersionInStatus(status)])

    const { status: code, body } = await postEntrances<Problem>(accepted)

    expect([code, body.code, body.reasonCode]).toEqual([409, 'entrances-refused', reasonCode])
  })

  test('need a user who may publish, and a version that is there', async () => {
    await begin()
    await client.host.signIn(viewer)
    expect((await postEntrances<Problem>(accepted)).body.code).toBe('forbidden')
    await client.host.signIn(createSessionWith('publish'))
    expect((await postEntrances<Problem>(accepted)).body.code).toBe('forbidden')
    await client.host.signIn(null)
    expect((await postEntrances<Problem>(accepted)).status).toBe(401)
    await client.host.signIn(marketer)
    expect((await postEntrances<Problem>(accepted, 'unknown')).body.code).toBe('not-found')
    await client.start([buildVersionInStatus('stopped', { deletedAt: 1 })])
    expect((await postEntrances<Problem>(accepted)).body.code).toBe('deleted')
  })

  test('where people are simulated none can enter', async () => {
    const simulated = new Client(createInProcessHost())
    await simulated.start([buildVersion()])

    expect((await postEntrances<Problem>(accepted, 'version', simulated)).body.code).toBe('people-simulated')
  })

  test('a thousand people enter with one request, one more is refused', async () => {
    await begin()

    expect((await enter(createPeople(1_000))).body.entered).toBe(1_000)
    expect((await postEntrances<Problem>(JSON.stringify({ people: createPeople(1_001) }))).body.errors).toMatchObject([{ path: 'people' }])
  })

  const wrongBodies = [
    '',
    '[]',
    '{}',
    '{"people":[]}',
    '{"people":{}}',
    '{"people":[null]}',
    '{"people":[{}]}',
    '{"people":[{"id":""}]}',
    '{"people":[{"id":7}]}',
    '{"people":[{"id":"a","attributes":[]}]}',
    '{"people":[{"id":"a","attributes":{"x":1}}]}',
    '{"people":[{"id":"a","attributes":{"colour":"red"}}]}',
    '{"people":[{"id":"a","more":1}]}',
    '{"people":[{"id":"a"}],"more":1}',
    '{"people":[{"id":"a","id":"b"}]}',
    '{"people":[{"id":"\\u0000"}]}',
    '{"people":[{"id":"\\ud800"}]}',
    `{"people":[{"id":"${'x'.repeat(101)}"}]}`,
    `{"people":[{"id":"a","key":"${'x'.repeat(101)}"}]}`,
    `{"people":${'['.repeat(40)}`,
    `{"people":[{"id":"${'x'.repeat(70_000)}"}]}`,
  ]

  test('a wrong body is refused, and lets nobody enter', async () => {
    await begin({ flow: forkedFlow })

    for (const body of wrongBodies) {
      const { status } = await postEntrances<Problem>(body)
      expect([400, 413], body.slice(0, 100)).toContain(status)
    }
    expect((await client.getVersion()).people.entered).toBe(0)
  })

  test('every text is an identifier, a key or an attribute, or refused', async () => {
    await begin({ flow: forkedFlow })
    let entered = 0
    for (const text of sampleCases(hostileTexts, 60)) {
      const { status, body } = await enter([{ id: text, key: text, attributes: { fork: text } }])
      expect([200, 400, 413]).toContain(status)
      if (status === 200) entered += body.entered
    }
    await walkAt(now + day)

    expect(entered).toBeGreaterThan(10)
    expect((await client.getVersion()).people.entered).toBe(entered)
  })
})
