import { expect, test } from 'vitest'
import { countPopulation } from '#domain/population/population.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { findComputedTransition } from '#test/unit/domain/population/list-transitions.ts'

const now = Date.UTC(2026, 2, 4, 14, 12, 5)
const size = 12_000
const { versions, history } = await createDemoSeed(now, size)

const byId = new Map(versions.map((version) => [version.id, version]))
const countStatus = (...statuses: readonly string[]) => versions.filter(({ status }) => statuses.includes(status)).length / size

test('a large demo has as many versions as asked for, six a journey, with names that repeat and thirty users', () => {
  const journeys = Map.groupBy(versions, ({ journeyId }) => journeyId)
  const latest = versions.filter((version) => version.latest)

  expect([versions.length, byId.size, latest.length]).toEqual([size, size, journeys.size])
  expect(size / journeys.size).toBeGreaterThan(5.5)
  expect(new Set(latest.map(({ name }) => name)).size).toBeLessThan(latest.length)
  expect(new Set(versions.map(({ createdBy }) => createdBy.id)).size).toBe(30)
  expect(new Set(versions.flatMap(({ tags }) => tags)).size).toBeGreaterThanOrEqual(200)
})

test('few versions are live, paused or draining; most have ended; the largest hold millions of people', () => {
  const shares = [countStatus('live'), countStatus('paused'), countStatus('closed'), countStatus('draft')]

  const expected = [0.02, 0.005, 0.01, 0.05]
  for (const [index, share] of shares.entries()) expect(Math.abs(share / expected[index]! - 1)).toBeLessThan(0.3)
  expect(countStatus('stopped', 'finished')).toBeGreaterThan(0.88)
  expect(
    Math.max(...versions.filter(({ status }) => status === 'live').map((version) => countPopulation(version, now).inside)),
  ).toBeGreaterThan(2e6)
})

test('nothing is due, and what is recorded of people and times is what the rules say', () => {
  for (const version of versions) {
    const { id, dueAt, ended } = version
    expect(dueAt ?? Infinity, id).toBeGreaterThan(now)
    if (dueAt !== null) expect(findComputedTransition(version)?.at, id).toBe(dueAt)
    // Before the ending, as `countPopulation` ignores facts that are later.
    if (ended?.action === 'close') expect(countPopulation(version, ended.at).inside, id).toBe(ended.peopleInside)
  }
})

test('histories are in order, belong to the versions and end with their last change', () => {
  const times = history.map(({ at }) => at)
  const changes = history.filter(({ type }) => type !== 'createVersion')
  const last = new Map(changes.map((entry) => [entry.versionId, entry]))

  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(history.every(({ versionId, journeyId }) => byId.get(versionId)?.journeyId === journeyId)).toBe(true)
  for (const { id, updatedAt, status } of versions.filter((version) => /^j\d+-/.test(version.id)))
    expect(last.get(id), id).toMatchObject({ at: updatedAt, after: status })
})

test('the same moment and size give the same versions', async () => {
  const again = await createDemoSeed(now, size)

  expect(again.versions.slice(-500)).toEqual(versions.slice(-500))
  expect(again.history.length).toBe(history.length)
})
