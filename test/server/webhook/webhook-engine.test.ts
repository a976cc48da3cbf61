import { afterAll, beforeAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineCommands } from '#api/contract/engine/engine-commands.ts'
import { engineCommandsSchema } from '#api/contract/engine/engine-commands.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { signBody } from '#server/engine/messages/signed-post.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { maxAttempts } from '#server/engine/webhook/relay-commands.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createSessionWith, marketer, viewer } from '#test/contract/support/sessions.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { secret, startExampleHost, type ExampleHost } from './example-host.ts'
import * as v from 'valibot'
import { waitUntil } from '#test/support/wait-until.ts'

let database: OpenStore
let example: ExampleHost
let host: ExampleHost['host']
let cookie: string
beforeAll(async () => {
  database = await openStore({ isolation: 'read committed' })
  await database.migrate()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clearDatabase(database.connection!)
  example = await startExampleHost(database)
  host = example.host
  cookie = await host.signIn(marketer)
})
afterEach(() => example.close())

const begin = async (facts: Partial<VersionRecord> = {}) => {
  await database.fill(buildSeed([buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day, ...facts })]))
  host.server.startRuns()
}

const read = async <Body = Version>(path = '/api/versions/version'): Promise<Body> =>
  (await (await host.send(path, { cookie })).json()) as Body

const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}, as = cookie) =>
  host.send(path, {
    method: 'POST',
    cookie: as,
    headers: { 'content-type': 'application/json', origin: 'http://localhost:8080', ...headers },
    body: JSON.stringify(body),
  })

let keys = 0
const act = async (action: string, body: unknown = {}) => {
  const { revision } = await read()
  const response = await post(`/api/versions/version/${action}`, body, { 'if-match': `"r${revision}"`, 'idempotency-key': `key-${++keys}` })
  expect(response.status).toBe(200)
  return (await response.json()) as Version
}

/** Lets the server send its commands until the engine has got so many. */
const deliver = (count: number) =>
  waitUntil(() => {
    host.timers.advance(250)
    expect(example.received.length).toBeGreaterThanOrEqual(count)
  })

const sendReport = async (facts: object, signedWith = secret, timestamp = String(Math.floor(Date.now() / 1000))) => {
  const body = JSON.stringify({ versionId: 'version', epoch: 0, asOf: new Date(host.time.journeys).toISOString(), ...facts })
  const headers = {
    'content-type': 'application/json',
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1=${signBody(signedWith, timestamp, body)}`,
  }
  const response = await host.send('/api/engine/reports', { method: 'POST', headers, body })
  return { status: response.status, body: (await response.json()) as { readonly result?: string } & Partial<Problem> }
}

describe('commands to an engine elsewhere', () => {
  test('leave in order with an epoch of their own, and the engine reports people with their time', async () => {
    await begin()
    await deliver(1)
    expect(example.engine.enter('version', 'ana')).toBe(true)
    await act('pause', { days: 7 })
    await deliver(2)
    expect(example.engine.enter('version', 'bob')).toBe(false)
    host.time.journeys += hour
    await act('resume')
    await deliver(3)
    example.engine.enter('version', 'bob')
    example.engine.tick()
    expect(await example.engine.report('version')).toBe(200)
    const asOf = host.time.journeys
    host.time.journeys += hour
    const reported = await read()
    await act('close')
    await deliver(4)

    expect(example.received.map(({ type, epoch, frozenFor }) => [type, epoch, frozenFor])).toEqual([
      ['publish', 0, 0],
      ['freeze', 1, 0],
      ['unfreeze', 2, hour],
      ['close', 3, hour],
    ])
    expect(reported).toMatchObject({ basis: 'exact', peopleAsOf: new Date(asOf).toISOString(), people: { entered: 2, inside: 2 } })
    expect((await read()).basis).toBe('estimate')
    expect(await example.engine.report('version')).toBe(200)
    expect((await read()).people.inside).toBe(2)
  })

  test('a version that was paused before the engine was chosen is published and frozen', async () => {
    await begin({ status: 'paused', pauses: [{ from: now - hour, to: now + day }] })
    await deliver(2)

    expect(example.received.map(({ type, epoch }) => [type, epoch])).toEqual([
      ['publish', 0],
      ['freeze', 1],
    ])
    expect(await example.engine.report('version')).toBe(200)
  })

  test('a closed version is finished by the report that says that everyone has left, and by no older one', async () => {
    await begin()
    await deliver(1)
    await example.engine.report('version')
    await act('close')
    expect((await read()).status).toBe('closed')
    await deliver(2)
    host.time.journeys += hour
    expect(await example.engine.report('version')).toBe(200)

    const { status, finishedAt, basis } = await read()
    expect([status, Date.parse(finishedAt!), basis]).toEqual(['finished', host.time.journeys, 'exact'])
  })

  test('a stop is an estimate until the engine has acknowledged it, and the receipt has its numbers then', async () => {
    await begin()
    await deliver(1)
    example.engine.enter('version', 'ana')
    example.engine.enter('version', 'bob')
    example.engine.tick()
    await example.engine.report('version')
    const stopped = await act('stop', { reason: 'legal' })
    expect(stopped).toMatchObject({ status: 'stopped', basis: 'estimate', people: { stopped: 2, inside: 0 } })
    await deliver(2)
    host.time.journeys += 1
    await example.engine.report('version')

    expect(await read()).toMatchObject({ basis: 'exact', people: { stopped: 2, inside: 0 }, receipts: [{ stopped: 2, leftToFinish: 0 }] })
  })
})

describe('a stop', () => {
  test('leaves while the engine has not answered a command of another journey', async () => {
    const facts = { flow: welcomeFlow, publishedAt: now - day, startsAt: now - day }
    await database.fill(buildSeed([buildVersion(facts), buildVersion({ ...facts, id: 'other' })]))
    host.server.startRuns()
    await deliver(2)
    const { fetch: send } = globalThis
    const held = Promise.withResolvers<void>()
    const isHeld = vi.fn<() => void>()
    const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
      if (JSON.stringify(request[1]?.body).includes('freeze')) {
        isHeld()
        await held.promise
      }
      return send(...request)
    })
    const { revision } = await read('/api/versions/other')
    const paused = await post('/api/versions/other/pause', { days: 1 }, { 'if-match': `"r${revision}"`, 'idempotency-key': 'other' })
    expect(paused.status).toBe(200)
    await waitUntil(() => {
      host.timers.advance(250)
      expect(isHeld).toHaveBeenCalled()
    })
    await act('stop', { reason: 'legal' })
    await deliver(3)
    held.resolve()
    await deliver(4)
    fetch.mockRestore()

    expect(example.received.slice(2).map(({ type, versionId }) => `${type} ${versionId}`)).toEqual(['stop version', 'freeze other'])
  })
})

describe('reports', () => {
  const counts = { hello: { arrived: 3, passed: 2 }, wait: { arrived: 2, passed: 0 } }

  test('are recorded once: the same one again, and an older one, change nothing', async () => {
    await begin()
    await deliver(1)
    const asOf = new Date(now).toISOString()

    expect((await sendReport({ activities: counts, refused: 4 })).body).toEqual({ result: 'recorded' })
    expect((await sendReport({ activities: counts, refused: 4 })).body).toEqual({ result: 'repeated' })
    expect((await sendReport({ activities: {}, asOf: new Date(now - 1).toISOString() })).body).toEqual({ result: 'repeated' })
    expect(await read()).toMatchObject({ peopleAsOf: asOf, people: { entered: 3, inside: 3, enteredToday: 3 } })
  })

  test('without counts do not make earlier counts those of their epoch: a closed version with people inside is not finished', async () => {
    await begin()
    await deliver(1)
    await act('close')
    await deliver(2)
    host.time.journeys += hour

    expect((await sendReport({ epoch: 1 })).body).toEqual({ result: 'recorded' })
    expect((await sendReport({ epoch: 1, cleanup: { cleanedUp: 1, toCleanUp: 2 } })).body).toEqual({ result: 'recorded' })
    expect(await read()).toMatchObject({ status: 'closed', basis: 'estimate' })
    // Counts of the same moment are not dropped.
    expect((await sendReport({ epoch: 1, activities: counts })).body).toEqual({ result: 'recorded' })
    expect(await read()).toMatchObject({ status: 'closed', people: { inside: 3 } })
  })

  test('of an older epoch, or one that never was, are refused', async () => {
    await begin()
    await deliver(1)
    await act('pause', { days: 1 })

    expect((await sendReport({ epoch: 0, activities: counts })).body.code).toBe('stale-revision')
    expect((await sendReport({ epoch: 2, activities: counts })).body.errors).toMatchObject([{ path: 'epoch' }])
    expect((await read()).people.entered).toBe(0)
    expect((await sendReport({ epoch: 1, activities: counts })).status).toBe(200)
  })

  test.each([
    [{ activities: { unknown: { arrived: 1, passed: 0 } } }, 400],
    [{ activities: { hello: { arrived: 1, passed: 2 }, wait: { arrived: 2, passed: 0 } } }, 400],
    [{ activities: { hello: { arrived: 2, passed: 2 }, wait: { arrived: 1, passed: 0 } } }, 400],
    [{ activities: { hello: { arrived: -1, passed: 0 } } }, 400],
    [{ activities: { hello: { arrived: 1e300, passed: 0 } } }, 400],
    [{ activities: [] }, 400],
    [{ epoch: -1 }, 400],
    [{ asOf: 'yesterday' }, 400],
    [{ asOf: new Date(now + day).toISOString() }, 400],
    [{ cleanup: { cleanedUp: 2, toCleanUp: 1 } }, 400],
    [{ more: 1 }, 400],
    [{ versionId: 'other' }, 404],
    [{ versionId: '\0' }, 404],
  ])('%j is refused', async (facts, status) => {
    await begin()
    await deliver(1)

    expect((await sendReport(facts)).status).toBe(status)
    expect((await read()).people.entered).toBe(0)
  })

  test('need a signature with the secret, of a short time ago', async () => {
    await begin()
    await deliver(1)
    const longAgo = String(Math.floor(Date.now() / 1000) - 1_000)

    expect((await sendReport({}, 'other')).status).toBe(401)
    expect((await sendReport({}, secret, longAgo)).status).toBe(401)
    expect((await post('/api/engine/reports', {})).status).toBe(401)
    expect((await host.send('/api/engine/reports')).status).toBe(405)
    expect((await sendReport({})).status).toBe(200)
  })
})

describe('dead letters', () => {
  const list = () => read<EngineCommands>('/api/engine/commands')
  const findCommand = () => database.connection!.selectFrom('engine_commands').select('leased_until').executeTakeFirst()

  test('are listed with the reason, sent again with permission, and do not hold a stop back', async () => {
    await begin()
    await deliver(1)
    const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed', { cause: new Error('the engine is away') }))
    await act('pause', { days: 1 })
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      await waitUntil(() => {
        host.timers.advance(250)
        expect(fetch.mock.calls.length).toBe(attempt + 1)
      })
      // The result of the attempt is written before the next one is due.
      await waitUntil(async () => expect((await findCommand())?.leased_until).toBe(0))
      host.time.journeys += 300_000
    }
    fetch.mockRestore()
    const { items, waiting } = v.parse(engineCommandsSchema, await list())
    const [dead] = items

    expect(dead).toMatchObject({ type: 'freeze', epoch: 1, attempts: maxAttempts, version: { id: 'version', number: 1 } })
    expect([dead?.failure, waiting]).toEqual(['fetch failed: the engine is away', 0])
    const path = `/api/engine/commands/${dead?.id}/replay`
    for (const session of [viewer, createSessionWith('view', 'edit', 'stop'), createSessionWith('publish')])
      expect((await post(path, {}, {}, await host.signIn(session))).status).toBe(403)
    expect((await post('/api/engine/commands/unknown/replay', {})).status).toBe(404)
    expect((await post(path, { more: 1 })).status).toBe(400)
    expect(example.received).toHaveLength(1)
    const replayed = await post(path, {})
    expect([replayed.status, ((await replayed.json()) as EngineCommands).total]).toEqual([200, 0])
    await deliver(2)
    expect(example.received[1]).toMatchObject({ id: dead?.id, type: 'freeze', result: 'applied' })
    await waitUntil(async () => expect(await list()).toMatchObject({ total: 0, waiting: 0 }))
  })

  test('name a version that was deleted, and one of another team, whose commands the user may not replay', async () => {
    await begin({ team: 'Blue' })
    await deliver(1)
    await act('stop', { reason: 'legal' })
    await database.connection!.updateTable('engine_commands').set({ state: 'dead' }).execute()
    const before = await list()
    await act('delete')
    cookie = await host.signIn({ ...marketer, ownTeamOnly: ['publish'], teams: ['Green'] })

    const after = await list()

    expect(before).toMatchObject({ hasOutbox: true, items: [{ version: { id: 'version' } }] })
    expect(before.items[0]?.version).not.toHaveProperty('deleted')
    expect(before.items[0]?.version).not.toHaveProperty('otherTeam')
    expect(after.items[0]?.version).toMatchObject({ deleted: true, otherTeam: true })
    expect((await post(`/api/engine/commands/${after.items[0]?.id}/replay`, {})).status).toBe(403)
  })

  test('do not hold back a stop that comes after them, and are dropped by the engine when they are sent again', async () => {
    await begin()
    await deliver(1)
    await act('pause', { days: 1 })
    await database.connection!.updateTable('engine_commands').set({ state: 'dead' }).execute()
    await act('stop', { reason: 'legal' })
    await deliver(2)
    const { items } = await list()
    await post(`/api/engine/commands/${items[0]?.id}/replay`, {})
    await deliver(3)

    expect(example.received.map(({ type, result }) => [type, result])).toEqual([
      ['publish', 'applied'],
      ['stop', 'applied'],
      ['freeze', 'dropped'],
    ])
  })
})
