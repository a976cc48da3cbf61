import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Batch } from '#api/contract/batches/batch.ts'
import type { Preflight } from '#api/contract/batches/preflight.ts'
import type { List } from '#api/contract/list.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Store } from '#backend/store/store.ts'
import { createLocalNotifier } from '#backend/events/notifier.ts'
import { createDemo, type Demo, type DemoDependencies } from '#mocks/demo/demo.ts'
import { createMemorySettingsStore, type Settings, type SettingsStore } from '#mocks/demo/settings.ts'
import { scaleCases } from '#test/support/test-size.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const day = 86_400_000
const startTime = Date.UTC(2026, 2, 4, 14, 12, 5)

/** The demo's settings when nobody has steered it. */
const defaultSettings = { actingAs: 'marketer', signedIn: true, revoked: [], backend: 'normal', speed: 1, size: 60, preparing: null }

let realTimeMs: number
let currentStore: Store = createMemoryStore()
let settingsStore: SettingsStore
let demo: Demo

/** One more tab of the same browser, or the same one after a reload. */
async function openTab(
  replaceContents: DemoDependencies['replaceContents'] = async (seed) => void (currentStore = createMemoryStore(seed)),
): Promise<Demo> {
  const store: Store = { read: (work) => currentStore.read(work), write: (work) => currentStore.write(work) }
  const opened = createDemo({
    store,
    replaceContents,
    settingsStore,
    notifier: createLocalNotifier(),
    report: (error) => {
      throw error
    },
    realTime: () => realTimeMs,
  })
  await opened.initialize()
  return opened
}

beforeEach(async () => {
  realTimeMs = startTime
  settingsStore = createMemorySettingsStore()
  demo = await openTab()
})

async function requestDemo<Body = Settings>(
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

const readWelcome = (of = demo) => requestDemo<Version>('GET', '/api/versions/welcome-series-v2', undefined, {}, of)

const stopWelcome = async () => {
  const { revision } = await readWelcome()
  return requestDemo<Version>(
    'POST',
    '/api/versions/welcome-series-v2/stop',
    { reason: 'legal' },
    { 'if-match': `"r${revision}"`, 'idempotency-key': 'once' },
  )
}

test('the demo begins as a marketer, now, at the pace of real time', async () => {
  const settings = await requestDemo('GET', '/demo/settings')

  const session = await requestDemo<Session>('GET', '/api/session')

  expect(settings).toEqual({ ...defaultSettings, now: new Date(startTime).toISOString() })
  expect(session.user.name).toBe('Ana Ruiz')
  expect(session.permissions).toContain('stop')
})

test('the viewer sees everything and may stop nothing, in every tab', async () => {
  const other = await openTab()

  await requestDemo('PUT', '/demo/settings', { actingAs: 'viewer' })

  const session = await requestDemo<Session>('GET', '/api/session', undefined, {}, other)
  expect(session).toEqual({ user: { id: 'jonas', name: 'Jonas Lindqvist' }, permissions: ['view'] })
  expect(await stopWelcome()).toMatchObject({ code: 'forbidden' })
  expect(await readWelcome(other)).toMatchObject({ status: 'live' })
})

test('time goes sixty or 3600 times as fast, from where it was', async () => {
  await requestDemo('PUT', '/demo/settings', { speed: 60 })
  realTimeMs += 1000
  const slower = await requestDemo('PUT', '/demo/settings', { speed: 3600 })
  realTimeMs += 1000

  const faster = await requestDemo('GET', '/demo/settings')

  expect(Date.parse(slower.now) - startTime).toBe(60_000)
  expect(Date.parse(faster.now) - startTime).toBe(3_660_000)
  expect(faster.speed).toBe(3600)
})

test('after a day has been jumped over, what was due in it has happened', async () => {
  const before = await requestDemo<List>('GET', '/api/versions?search=Cart+reminder&status=closed')

  await requestDemo('POST', '/demo/jump', { days: 1 })

  const after = await requestDemo<List>('GET', '/api/versions?search=Cart+reminder&status=finished')
  expect(before.items.map(({ name }) => name)).toEqual(['Cart reminder'])
  expect(after.items).toMatchObject([{ name: 'Cart reminder', peopleInside: 0, updatedBy: null }])
  expect(Date.parse(after.asOf)).toBe(startTime + day)
})

test('a reload keeps everything, and another seed version of the demo begins anew', async () => {
  await requestDemo('PUT', '/demo/settings', { actingAs: 'viewer', speed: 60 })
  await requestDemo('PUT', '/demo/settings', { actingAs: 'marketer' })
  await stopWelcome()
  realTimeMs += 5000

  demo = await openTab()
  const reloaded = [await requestDemo('GET', '/demo/settings'), await readWelcome()]
  await settingsStore.update((kept) => ({ ...kept!, seedVersion: 'another' }))
  demo = await openTab()

  expect(reloaded).toMatchObject([{ speed: 60, now: new Date(startTime + 300_000).toISOString() }, { status: 'stopped' }])
  expect(await requestDemo('GET', '/demo/settings')).toMatchObject({ speed: 1 })
  expect(await readWelcome()).toMatchObject({ status: 'live' })
})

test('journeys that the browser has deleted, and the settings not, are seeded again', async () => {
  await stopWelcome()
  currentStore = createMemoryStore()

  demo = await openTab()

  expect(await readWelcome()).toMatchObject({ status: 'live', peopleInside: 12_480 })
})

test('a device clock that is set back two days does not put the demo before what it has stored, and time goes on', async () => {
  realTimeMs += 3_600_000
  const stopped = await stopWelcome()
  const other = await openTab()
  realTimeMs -= 2 * day

  for (const tab of [other, await openTab()]) {
    const [{ now }, list] = [
      await requestDemo('GET', '/demo/settings', undefined, {}, tab),
      await requestDemo<List>('GET', '/api/versions?search=welcome-series-v2', undefined, {}, tab),
    ]
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(stopped.ended?.at ?? ''))
    expect(list.asOf >= stopped.updatedAt).toBe(true)
  }
  const before = await requestDemo('GET', '/demo/settings')
  realTimeMs += 5000
  const after = await requestDemo('GET', '/demo/settings')
  expect(Date.parse(after.now) - Date.parse(before.now)).toBe(5000)
})

test('a device clock that was days ahead and is right again does not put the demo before what it has stored', async () => {
  realTimeMs += 10 * day
  const stopped = await stopWelcome()
  realTimeMs -= 10 * day

  const reloaded = await openTab()

  const { now } = await requestDemo('GET', '/demo/settings', undefined, {}, reloaded)
  expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(stopped.updatedAt))
})

test('a reset makes journeys and settings as they were, and the clock goes on', async () => {
  await requestDemo('POST', '/demo/jump', { days: 3 })
  await requestDemo('PUT', '/demo/settings', { speed: 60, backend: 'slow', signedIn: true, revoked: ['edit'] })
  await requestDemo('PUT', '/demo/settings', { backend: 'normal' })
  await stopWelcome()
  await requestDemo('PUT', '/demo/settings', { actingAs: 'viewer', backend: 'offline', signedIn: false })

  const settings = await requestDemo('POST', '/demo/reset', {})

  expect(settings).toEqual({ ...defaultSettings, now: new Date(startTime + 3 * day).toISOString() })
  expect(await readWelcome()).toMatchObject({ status: 'live', peopleInside: 12_480 })
})

test('a reset to a size fills the store with so many versions, says how far it is, and the next reset keeps the size', async () => {
  const progress: unknown[] = []
  const tab = await openTab(async (seed, onProgress) => {
    onProgress(0.25)
    progress.push((await requestDemo('GET', '/demo/settings', undefined, {}, tab)).preparing)
    currentStore = createMemoryStore(seed)
  })

  const settings = await requestDemo('POST', '/demo/reset', { size: 10_000 }, {}, tab)
  await requestDemo('POST', '/demo/reset', {}, {}, tab)

  expect(progress).toEqual([1, 2].map(() => ({ size: 10_000, share: 0.25 })))
  expect(settings).toMatchObject({ size: 10_000, preparing: null })
  expect(await requestDemo('GET', '/demo/settings')).toMatchObject({ size: 10_000, preparing: null })
  const { totalCount, countsByStatus } = await requestDemo<List>('GET', '/api/versions?versions=all')
  expect([totalCount, Object.values(countsByStatus).reduce((sum, count) => sum + count, 0)]).toEqual([10_000, 10_000])
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
      let last = Date.parse((await requestDemo('GET', '/demo/settings')).now)
      for (const done of steps) {
        if ('passes' in done) realTimeMs += done.passes
        if ('put' in done) await requestDemo('PUT', '/demo/settings', done.put)
        if ('jump' in done) await requestDemo('POST', '/demo/jump', done.jump)
        if ('tab' in done) await requestDemo('GET', '/demo/settings', undefined, {}, await openTab())
        const now = Date.parse((await requestDemo('GET', '/demo/settings')).now)
        expect(now).toBeGreaterThanOrEqual(last)
        last = now
      }
    }),
    { numRuns: scaleCases(200, 20) },
  )
})

test.each([
  ['PUT', '/demo/settings', { speed: 2 }, 'Not understood'],
  ['PUT', '/demo/settings', { actingAs: 'admin' }, 'Not understood'],
  ['PUT', '/demo/settings', { pace: 1 }, 'Not understood'],
  ['PUT', '/demo/settings', { backend: 'broken' }, 'Not understood'],
  ['PUT', '/demo/settings', { backend: 0.5 }, 'Not understood'],
  ['PUT', '/demo/settings', { revoked: ['everything'] }, 'Not understood'],
  ['POST', '/demo/faults', { next: { command: [[{ kind: 'strange' }]] } }, 'Not understood'],
  ['POST', '/demo/faults', { next: { strange: [] } }, 'Not understood'],
  ['POST', '/demo/faults', { seed: 1, maxDelayMs: -1 }, 'Not understood'],
  ['POST', '/demo/second-user', { action: 'delete' }, 'Not understood'],
  ['POST', '/demo/jump', { days: -1 }, 'Not understood'],
  ['POST', '/demo/jump', { days: 1e9 }, 'Not understood'],
  ['POST', '/demo/reset', null, 'Not understood'],
  ['POST', '/demo/reset', { size: 61 }, 'Not understood'],
  ['DELETE', '/demo/settings', {}, 'Not found'],
  ['POST', '/demo/nothing', {}, 'Not found'],
])('%s %s with %o is refused, and changes nothing', async (method, path, body, title) => {
  const before = await requestDemo('GET', '/demo/settings')

  const answer = await requestDemo<{ title: string }>(method, path, body)

  expect(answer.title).toBe(title)
  expect(await requestDemo('GET', '/demo/settings')).toEqual(before)
})

test('a batch goes on in another tab after the tab that started it was closed', async () => {
  const { items } = await requestDemo<List>('GET', '/api/versions?status=live&limit=3')
  const ids = items.map(({ id }) => id)
  const preflight = await requestDemo<Preflight>('POST', '/api/batches/preflight', { action: 'close', ids })
  const start = { preflightId: preflight.id, typedCount: preflight.endable }
  const { id } = await requestDemo<Batch>('POST', '/api/batches', start, { 'idempotency-key': 'once' })
  const other = await openTab()
  const readBatch = () => requestDemo<Batch>('GET', `/api/batches/${id}`, undefined, {}, other)
  const before = await readBatch()

  // A change of the settings is a heartbeat of that tab. The first tab gets none.
  await requestDemo('PUT', '/demo/settings', { speed: 1 }, {}, other)

  await waitUntil(async () => expect((await readBatch()).state).toBe('finished'))
  expect([before.counts.pending, (await readBatch()).counts.done]).toEqual([3, 3])
})

test('what is left of a batch is refused once the permission was taken away in the demo menu', async () => {
  const { items } = await requestDemo<List>('GET', '/api/versions?status=live&limit=2')
  const preflight = await requestDemo<Preflight>('POST', '/api/batches/preflight', { action: 'stop', ids: items.map(({ id }) => id) })
  const start = { preflightId: preflight.id, reason: 'legal', typedCount: preflight.endable }
  const { id } = await requestDemo<Batch>('POST', '/api/batches', start, { 'idempotency-key': 'once' })

  await requestDemo('PUT', '/demo/settings', { revoked: ['stop'] })

  const readBatch = () => requestDemo<Batch>('GET', `/api/batches/${id}`)
  await waitUntil(async () => expect((await readBatch()).state).toBe('finished'))
  expect((await readBatch()).counts).toMatchObject({ done: 0, refused: 2 })
})
