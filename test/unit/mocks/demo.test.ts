import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { List } from '#api/contract/list.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Store } from '#backend/store/store.ts'
import { memoryBell } from '#mocks/demo/notifier.ts'
import { createDemo, type Demo } from '#mocks/demo/demo.ts'
import { memoryShelf, type Settings, type Shelf } from '#mocks/demo/settings.ts'

const day = 86_400_000
const beginning = Date.UTC(2026, 2, 4, 14, 12, 5)

/** The demo's settings when nobody has steered it. */
const usual = { actingAs: 'marketer', signedIn: true, revoked: [], backend: 'normal', speed: 1 }

let real: number
let held: Store
let shelf: Shelf
let demo: Demo

/** One more tab of the same browser, or the same one after a reload. */
async function anotherTab(): Promise<Demo> {
  const store: Store = { read: (work) => held.read(work), write: (work) => held.write(work) }
  const opened = createDemo({
    store,
    refill: async (seed) => void (held = createMemoryStore(seed)),
    shelf,
    bell: memoryBell(),
    report: (error) => {
      throw error
    },
    realTime: () => real,
  })
  await opened.begin()
  return opened
}

beforeEach(async () => {
  real = beginning
  shelf = memoryShelf()
  demo = await anotherTab()
})

async function ask<Body = Settings>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  of = demo,
): Promise<Body> {
  const init =
    body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
  const response = await of.handle(new Request(`http://localhost${path}`, init))
  return (await response.json()) as Body
}

const welcome = (of = demo) => ask<Version>('GET', '/api/versions/welcome-series-v2', undefined, {}, of)

const stopWelcome = async () => {
  const { revision } = await welcome()
  return ask<Version>(
    'POST',
    '/api/versions/welcome-series-v2/stop',
    { reason: 'legal' },
    { 'if-match': `"r${revision}"`, 'idempotency-key': 'once' },
  )
}

test('the demo begins as a marketer, now, at the pace of real time', async () => {
  const settings = await ask('GET', '/demo/settings')

  const session = await ask<Session>('GET', '/api/session')

  expect(settings).toEqual({ ...usual, now: new Date(beginning).toISOString() })
  expect(session.user.name).toBe('Ana Ruiz')
  expect(session.permissions).toContain('stop')
})

test('who acts as the viewer sees everything and may stop nothing, in every tab', async () => {
  const other = await anotherTab()

  await ask('PUT', '/demo/settings', { actingAs: 'viewer' })

  const session = await ask<Session>('GET', '/api/session', undefined, {}, other)
  expect(session).toEqual({ user: { id: 'jonas', name: 'Jonas Lindqvist' }, permissions: ['view'] })
  expect(await stopWelcome()).toMatchObject({ code: 'forbidden' })
  expect(await welcome(other)).toMatchObject({ status: 'live' })
})

test('time goes sixty or 3600 times as fast, from where it was', async () => {
  await ask('PUT', '/demo/settings', { speed: 60 })
  real += 1000
  const slower = await ask('PUT', '/demo/settings', { speed: 3600 })
  real += 1000

  const faster = await ask('GET', '/demo/settings')

  expect(Date.parse(slower.now) - beginning).toBe(60_000)
  expect(Date.parse(faster.now) - beginning).toBe(3_660_000)
  expect(faster.speed).toBe(3600)
})

test('after a day has been jumped over, what was due in it has happened', async () => {
  const before = await ask<List>('GET', '/api/versions?search=Cart+reminder&status=closed')

  await ask('POST', '/demo/jump', { days: 1 })

  const after = await ask<List>('GET', '/api/versions?search=Cart+reminder&status=finished')
  expect(before.items.map(({ name }) => name)).toEqual(['Cart reminder'])
  expect(after.items).toMatchObject([{ name: 'Cart reminder', peopleInside: 0, updatedBy: null }])
  expect(Date.parse(after.asOf)).toBe(beginning + day)
})

test('a reload forgets nothing, and another edition of the demo begins anew', async () => {
  await ask('PUT', '/demo/settings', { actingAs: 'viewer', speed: 60 })
  await ask('PUT', '/demo/settings', { actingAs: 'marketer' })
  await stopWelcome()
  real += 5000

  demo = await anotherTab()
  const reloaded = [await ask('GET', '/demo/settings'), await welcome()]
  await shelf.put((kept) => ({ ...kept!, edition: 'another' }))
  demo = await anotherTab()

  expect(reloaded).toMatchObject([{ speed: 60, now: new Date(beginning + 300_000).toISOString() }, { status: 'stopped' }])
  expect(await ask('GET', '/demo/settings')).toMatchObject({ speed: 1 })
  expect(await welcome()).toMatchObject({ status: 'live' })
})

test('a reset makes journeys and settings as they were, and the clock goes on', async () => {
  await ask('POST', '/demo/jump', { days: 3 })
  await ask('PUT', '/demo/settings', { speed: 60, backend: 'slow', signedIn: true, revoked: ['edit'] })
  await ask('PUT', '/demo/settings', { backend: 'normal' })
  await stopWelcome()
  await ask('PUT', '/demo/settings', { actingAs: 'viewer', backend: 'offline', signedIn: false })

  const settings = await ask('POST', '/demo/reset', {})

  expect(settings).toEqual({ ...usual, now: new Date(beginning + 3 * day).toISOString() })
  expect(await welcome()).toMatchObject({ status: 'live', peopleInside: 12_480 })
})

test('the clock never goes back, whatever is done to it and to the real one', async () => {
  const step = fc.oneof(
    fc.record({ passes: fc.integer({ min: -10_000, max: 100_000 }) }),
    fc.record({ put: fc.record({ speed: fc.constantFrom(1, 60, 3600) }) }),
    fc.record({ jump: fc.record({ ms: fc.integer({ min: 0, max: day }) }) }),
    fc.constant({ tab: true }),
  )

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      let last = Date.parse((await ask('GET', '/demo/settings')).now)
      for (const done of steps) {
        if ('passes' in done) real += done.passes
        if ('put' in done) await ask('PUT', '/demo/settings', done.put)
        if ('jump' in done) await ask('POST', '/demo/jump', done.jump)
        if ('tab' in done) await ask('GET', '/demo/settings', undefined, {}, await anotherTab())
        const now = Date.parse((await ask('GET', '/demo/settings')).now)
        expect(now).toBeGreaterThanOrEqual(last)
        last = now
      }
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['PUT', '/demo/settings', { speed: 2 }, 'Not understood'],
  ['PUT', '/demo/settings', { actingAs: 'admin' }, 'Not understood'],
  ['PUT', '/demo/settings', { pace: 1 }, 'Not understood'],
  ['PUT', '/demo/settings', { backend: 'broken' }, 'Not understood'],
  ['PUT', '/demo/settings', { backend: 0.5 }, 'Not understood'],
  ['PUT', '/demo/settings', { revoked: ['everything'] }, 'Not understood'],
  ['POST', '/demo/faults', { next: { act: [[{ kind: 'strange' }]] } }, 'Not understood'],
  ['POST', '/demo/faults', { next: { strange: [] } }, 'Not understood'],
  ['POST', '/demo/faults', { seed: 1, longest: -1 }, 'Not understood'],
  ['POST', '/demo/another-marketer', { action: 'delete' }, 'Not understood'],
  ['POST', '/demo/jump', { days: -1 }, 'Not understood'],
  ['POST', '/demo/jump', { days: 1e9 }, 'Not understood'],
  ['POST', '/demo/reset', null, 'Not understood'],
  ['DELETE', '/demo/settings', {}, 'Not found'],
  ['POST', '/demo/nothing', {}, 'Not found'],
])('%s %s with %o is refused, and changes nothing', async (method, path, body, title) => {
  const before = await ask('GET', '/demo/settings')

  const answer = await ask<{ title: string }>(method, path, body)

  expect(answer.title).toBe(title)
  expect(await ask('GET', '/demo/settings')).toEqual(before)
})
