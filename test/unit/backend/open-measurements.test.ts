import { beforeEach, expect, test } from 'vitest'
import type { List } from '#api/contract/list.ts'
import type { Overview } from '#api/contract/overview.ts'
import type { Version } from '#api/contract/version.ts'
import { createBackend } from '#backend/app.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { createTestEnvironment } from '#test/contract/support/environment.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { day } from '#test/unit/domain/population/example-life.ts'

const second = 1000
const many = 300

let at: number
let measured: number

/** A live version that so many people enter each hour. */
const buildOpenVersion = (id: string, perHour: number, facts: Partial<VersionRecord> = {}) =>
  buildVersion({ id, flow: { ...welcomeFlow, entry: { ...welcomeFlow.entry, hourly: Array<number>(24).fill(perHour) } }, ...facts })

const buildOpenVersions = (count: number, perHour = 60) =>
  Array.from({ length: count }, (_, nth) => buildOpenVersion(`v${nth}`, perHour + nth))

/** A backend on these versions, whose engine counts what it measures. */
function openBackend(versions: readonly VersionRecord[], engine: Engine = createCountingEngine()) {
  const backend = createBackend({ ...createTestEnvironment(createMemoryStore(buildSeed(versions))), engine, clock: () => at })
  const request = async <Body>(path: string, init?: RequestInit): Promise<Body> => {
    const response = await backend(new Request(`http://localhost/api${path}`, init))
    expect(response.status, path).toBe(200)
    return (await response.json()) as Body
  }
  const readOverview = async () => {
    const { peopleAsOf = '', ...overview } = await request<Overview>('/overview')
    return { ...overview, age: at - Date.parse(peopleAsOf) }
  }
  const order = async (id: string, action: 'close' | 'stop') => {
    const { revision } = await request<Version>(`/versions/${id}`)
    const headers = { 'content-type': 'application/json', 'if-match': `"r${revision}"`, 'idempotency-key': `${action}-${id}` }
    await request(`/versions/${id}/${action}`, { method: 'POST', headers, body: JSON.stringify({ reason: 'legal' }) })
  }
  /** The people of all versions, from their pages. */
  const sumPeople = async () => {
    const pages = await Promise.all(versions.map(({ id }) => request<Version>(`/versions/${id}`)))
    return pages.reduce((sum, { peopleInside }) => sum + peopleInside, 0)
  }
  return { request, readOverview, order, sumPeople }
}

function createCountingEngine(): Engine {
  const engine = createSimulatedEngine()
  return {
    ...engine,
    advise: (versions, moment) => {
      measured += versions.length
      return engine.advise(versions, moment)
    },
  }
}

beforeEach(() => {
  at = now
  measured = 0
})

test('of few open versions every answer has the numbers of its own time', async () => {
  const backend = openBackend(buildOpenVersions(50))
  await backend.readOverview()
  at += 7 * second

  const { peopleInside, age } = await backend.readOverview()

  expect([peopleInside, age]).toEqual([await backend.sumPeople(), 0])
})

test('of many, each answer measures some, and no number is older than a minute', async () => {
  const { readOverview } = openBackend(buildOpenVersions(many))
  await readOverview()
  expect(measured).toBe(many)

  const ages: number[] = []
  for (let beat = 0; beat < 60; beat++) {
    at += 2 * second
    const before = measured
    ages.push((await readOverview()).age)
    expect(measured - before).toBeLessThanOrEqual(60)
  }

  expect(Math.max(...ages)).toBeGreaterThan(0)
  expect(Math.max(...ages)).toBeLessThanOrEqual(60 * second)
})

test('after a minute without an answer, or a jump of the clock, all are measured anew', async () => {
  const backend = openBackend(buildOpenVersions(many))
  await backend.readOverview()
  at += day

  const { peopleInside, age } = await backend.readOverview()

  expect([peopleInside, age]).toEqual([await backend.sumPeople(), 0])
})

test('a version that has changed is measured anew at once, one that has ended no more', async () => {
  const { request, readOverview, order } = openBackend(buildOpenVersions(many))
  const before = await readOverview()
  const { peopleInside } = await request<Version>('/versions/v299')
  at += second

  await order('v298', 'close')
  await order('v299', 'stop')
  const after = await readOverview()

  expect(before.draining.versions).toBe(0)
  expect(after.draining.versions).toBe(1)
  expect(before.peopleInside - after.peopleInside).toBeGreaterThan(peopleInside - 300)
  expect(after.endedLastWeek.versions).toBe(2)
  // The people who entered a stopped version in its last hour are still counted.
  expect(Math.abs(after.enteredLastHour - before.enteredLastHour)).toBeLessThan(300)
})

test('all pages of a list sorted by people use the numbers of the first, whatever is measured meanwhile', async () => {
  const growing = Array.from({ length: many / 2 }, (_, nth) => buildOpenVersion(`g${nth}`, 50_000 * nth, { publishedAt: now }))
  const steady = buildOpenVersions(many / 2, 1)
  const { request, readOverview } = openBackend([...growing, ...steady])
  // Some numbers are older than others when the first page is read.
  for (const step of [50, 50, 5]) {
    await readOverview()
    at += step * second
  }
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: List = await request(`/versions?sort=-people&limit=40${next && `&cursor=${encodeURIComponent(next)}`}`)
    seen.push(...page.items.map(({ id }) => id))
    at += 30 * second
    await readOverview()
    next = page.nextCursor
  }

  expect([seen.length, new Set(seen).size]).toEqual([many, many])
})

test('the numbers of one store are not shown for another that the same engine measures', async () => {
  const engine = createCountingEngine()
  await openBackend(buildOpenVersions(many), engine).readOverview()
  at += second

  const other = openBackend(buildOpenVersions(many, 500), engine)

  expect((await other.readOverview()).peopleInside).toBe(await other.sumPeople())
})
