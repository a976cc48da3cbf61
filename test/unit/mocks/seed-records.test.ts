import * as v from 'valibot'
import { expect, test } from 'vitest'
import { historyEntrySchema } from '#api/contract/history.ts'
import { impactSchema } from '#api/contract/impact.ts'
import { overviewSchema } from '#api/contract/overview.ts'
import { populationSchema, populationRanges } from '#api/contract/population.ts'
import { versionSchema } from '#api/contract/version.ts'
import { toImpact } from '#backend/views/impact.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { toOverview } from '#backend/views/overview.ts'
import { toPopulation } from '#backend/views/population.ts'
import { toHistoryEntry } from '#backend/views/serializers.ts'
import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'
import { applyDueTransitions } from '#backend/history/due-transitions.ts'
import { loadVersionView } from '#backend/views/version.ts'
import { actions, decide, permissions, type Action } from '#domain/lifecycle.ts'
import { countPopulation } from '#domain/population/population.ts'
import { findComputedTransition } from '#test/unit/domain/population/list-transitions.ts'
import { applyAction } from '#domain/transitions.ts'
import type { VersionFacts } from '#domain/version.ts'
import { jonas } from '#mocks/seed/demo-users.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'

const now = Date.UTC(2026, 2, 4, 14, 12, 5)
const engine = createSimulatedEngine()
const rights = { permissions }
const { versions, history } = await createDemoSeed(now)

const findHistory = ({ id }: VersionRecord) => history.filter(({ versionId }) => versionId === id)
const journeys = Map.groupBy(versions, ({ journeyId }) => journeyId)
const isAction = (what: EntryRecord['type']): what is Action => (actions as readonly string[]).includes(what)

test('the versions of a journey are numbered from one, and the last of them is the latest', () => {
  const numbers = [...journeys.values()].map((editions) => editions.map(({ number }) => number))

  const latest = [...journeys.values()].map((editions) => editions.filter((version) => version.latest).map(({ number }) => number))

  expect(versions.length).toBeGreaterThanOrEqual(80)
  expect(versions.length).toBeLessThanOrEqual(110)
  expect(numbers).toEqual(numbers.map((found) => found.map((_, index) => index + 1)))
  expect(latest).toEqual(numbers.map(({ length }) => [length]))
})

test('nothing is left that should have happened by itself', async () => {
  const store = createMemoryStore({ versions, history })

  const settled = await store.write(async (transaction) => {
    await applyDueTransitions(transaction, engine, versions, now)
    return Promise.all(versions.map(({ id }) => transaction.version(id)))
  })

  expect(settled).toEqual(versions)
  for (const version of versions) expect(version.dueAt, version.id).toBe(findComputedTransition(version)?.at ?? null)
})

test('every version and every line of a history goes over the wire as the contract says, and people add up', async () => {
  const store = createMemoryStore({ versions, history })

  const shown = await store.read((reader) =>
    Promise.all(versions.map((version) => loadVersionView({ reader, engine, at: now, rights }, version))),
  )

  for (const version of shown) {
    const { id, people, activities } = v.parse(versionSchema, version)
    expect(v.parse(versionSchema, JSON.parse(JSON.stringify(version)))).toEqual(version)
    expect(people.entered, id).toBe(people.inside + people.completed + people.stopped + people.timedOut)
    expect(activities.reduce((sum, { inside }) => sum + inside, 0)).toBe(people.inside)
  }
  for (const [sequence, line] of history.entries()) v.parse(historyEntrySchema, toHistoryEntry({ ...line, sequence }))
})

test('people over time, impacts and the overview go over the wire as the contract says', async () => {
  const store = createMemoryStore({ versions, history })

  await store.read(async (reader) => {
    const context = { reader, engine, at: now, rights }
    for (const version of versions) {
      for (const range of populationRanges) v.parse(populationSchema, await toPopulation(context, version, range))
      v.parse(impactSchema, await toImpact(context, version, 1000))
    }
    v.parse(overviewSchema, await toOverview(context, 'UTC'))
  })
})

/** The life of a version before anything was done to it. */
const initialLife = { status: 'draft', publishedAt: null, pauses: [], closedAt: null, stoppedAt: null, finishedAt: null } as const

/** The life after what a line of the history says. */
function applyEntry(life: VersionFacts, { type, at }: EntryRecord): VersionFacts {
  if (type === 'finish') return { ...life, status: 'finished', finishedAt: at }
  return type === 'publish' || type === 'pause' || type === 'resume' || type === 'close' || type === 'stop'
    ? applyAction(life, type, at)
    : life
}

test('a history that is replayed leads to what its version is, with the same people inside at every step', () => {
  for (const version of versions) {
    const [first, ...lines] = findHistory(version)

    let life: VersionFacts = { ...version, ...initialLife }
    for (const line of lines) {
      expect(line, version.id).toMatchObject({ before: life.status, peopleInside: countPopulation(life, line.at).inside })
      life = applyEntry(life, line)
      expect(line.after, version.id).toBe(life.status)
    }

    const { publishedAt, closedAt, stoppedAt, finishedAt } = life
    expect(first).toMatchObject({ type: 'create', actor: version.createdBy, at: version.createdAt, before: null, after: 'draft' })
    expect(version).toMatchObject({ publishedAt, closedAt, stoppedAt, finishedAt })
    expect(countPopulation(life, now), version.id).toEqual(countPopulation(version, now))
    // Nothing is written down about test mode.
    expect(version.status).toBe(version.status === 'test' ? 'test' : life.status)
  }
})

test('everything that was done was allowed, and done by a user with the permission', () => {
  for (const { versionId, type, before, actor, trigger } of history) {
    expect(actor === null, versionId).toBe(trigger !== null)
    expect(actor, versionId).not.toEqual(jonas)
    if (actor && before !== null && isAction(type))
      expect(decide({ status: before, latest: true }, type, permissions), versionId).toMatchObject({ allowed: true })
  }
})

test('a version says how it ended as its history does', () => {
  for (const version of versions) {
    const end = findHistory(version).findLast(({ type }) => type === 'close' || type === 'stop')

    const { at, type: what, actor, trigger, reason, note, peopleInside } = end ?? {}

    expect(version.ended, version.id).toEqual(end ? { at, action: what, actor, trigger, reason, note, peopleInside } : null)
  }
})

test('every path is a tree whose shares add up', () => {
  for (const { id, flow } of versions) {
    const led = flow.activities.flatMap(({ next }) => next.map(({ to }) => to))
    const shares = flow.activities.filter(({ next }) => next.length > 0).map(({ next }) => next.reduce((sum, { share }) => sum + share, 0))

    expect(led.toSorted(), id).toEqual(
      flow.activities
        .slice(1)
        .map((activity) => activity.id)
        .toSorted(),
    )
    expect(new Set(shares), id).toEqual(new Set([100]))
    expect(flow.entry.hourly, id).toHaveLength(24)
  }
})

test('histories are in order', () => {
  const times = history.map(({ at }) => at)

  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(Math.max(...times)).toBeLessThanOrEqual(now)
})
