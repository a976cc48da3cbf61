import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { channels, type Flow } from '#domain/flow.ts'
import { enterPeople } from '#server/engine/enter-people.ts'
import { countInside, countPeople, readHours } from '#server/engine/read-counts.ts'
import { cleanUp, forgetPeople, personalDataRetentionMs, walk } from '#server/engine/walk.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { preparePglite } from '#test/contract/sql/support/sql-databases.ts'
import { buildVersion, forkedFlow, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { buildActivity, buildFlow, day, hour, monday } from '#test/unit/domain/population/example-life.ts'
import { generateFlows } from '#test/unit/domain/population/arbitraries.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { addBranchNames } from './follow-people.ts'
import { countNaively, type EnteredPerson } from './naive-walk.ts'
import { applyVersion } from './walker-support.ts'

const { database, openStore } = preparePglite()

const clear = () => openStore({ versions: [], history: [] })
const buildLive = (facts: Partial<VersionRecord> = {}) => buildVersion({ flow: welcomeFlow, pauses: [], ...facts })

const countMessages = async (versionId = 'version'): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from walker_messages where version_key = (select key from walker_versions where version_id = ${versionId})`.execute(
    database(),
  )
  return rows[0]?.count ?? 0
}

/** A moment of a life: people enter, the version changes, or the walker runs. */
const generateEvents = (...kinds: readonly ('enter' | 'hold' | 'pause' | 'resume' | 'walk')[]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    after: fc.oneof(fc.nat(3 * hour), fc.nat(2 * day)),
    people: fc.integer({ min: 1, max: 6 }),
    choice: fc.nat(3),
  })
type LifeEvent = ReturnType<typeof generateEvents> extends fc.Arbitrary<infer Event> ? Event : never

/** The flow with a wait at its beginning that ends within the first pause. */
const waitFirst = ({ activities: [first, ...others], ...flow }: Flow): Flow => ({
  ...flow,
  activities: first ? [{ ...first, durationMs: 4 * hour }, ...others] : [],
})

/** Each life begins with people who wait through a pause. */
const anyEvents = fc
  .tuple(
    generateEvents('enter'),
    generateEvents('hold'),
    fc.array(generateEvents('enter', 'enter', 'hold', 'pause', 'resume', 'walk'), { minLength: 1, maxLength: 10 }),
  )
  .map(([entrance, pause, more]) => [entrance, { ...pause, after: Math.min(pause.after, 3 * hour) }, ...more])

/** A version with its people, as they live through events. */
function startLife(start: VersionRecord) {
  let version = start
  let at = monday
  const people: EnteredPerson[] = []
  const change = async (facts: Partial<VersionRecord>) => {
    // The walker is up to date when the version changes: those who are late are halted where they are.
    await walk(database(), at)
    version = { ...version, ...facts }
    await applyVersion(database(), version)
  }
  const findPause = () => (version.status === 'paused' ? version.pauses.at(-1) : undefined)
  const steps: Readonly<Record<LifeEvent['kind'], (event: LifeEvent) => Promise<unknown>>> = {
    walk: () => walk(database(), at),
    pause: async () => findPause() ?? change({ status: 'paused', pauses: [...version.pauses, { from: at, to: at + 14 * day }] }),
    resume: async () => {
      const pause = findPause()
      if (pause) await change({ status: 'live', pauses: [...version.pauses.slice(0, -1), { ...pause, to: at }] })
    },
    // A pause and its end.
    hold: async (event) => {
      await steps.pause(event)
      at += event.after + 6 * hour
      await steps.resume(event)
    },
    enter: async ({ people: count, choice }) => {
      const fork = version.flow.activities.find(({ next }) => next.length > 1)
      const branch = fork?.next[choice]?.name
      const attributes = fork && branch !== undefined ? { [fork.name]: branch } : {}
      const entering = Array.from({ length: count }, (_, nth) => ({ id: `p${people.length + nth}`, attributes }))
      const isRefused = findPause() !== undefined
      expect(await enterPeople(database(), version.id, entering, at)).toEqual(entering.map(() => (isRefused ? 'refused' : 'entered')))
      if (!isRefused) people.push(...entering.map((person) => ({ ...person, at })))
    },
  }
  return {
    begin: () => change({}),
    live: async (
      events: readonly LifeEvent[],
      expectCounts: (version: VersionRecord, people: readonly EnteredPerson[], at: number) => Promise<void>,
    ) => {
      for (const event of events) {
        at += event.after
        await steps[event.kind](event)
        if (event.kind === 'enter') continue
        await walk(database(), at)
        await expectCounts(version, people, at)
      }
    },
    end: async (how: 'live' | 'closed' | 'stopped') => {
      if (how === 'closed' && !findPause()) await change({ status: 'closed', closedAt: at })
      if (how === 'stopped') await change({ status: 'stopped', stoppedAt: at })
      at += 2 * day
      await walk(database(), at)
      return { version, people, at }
    },
  }
}

describe('walker and naive simulation', () => {
  test(
    'agree on random flows and lives: every count at every activity, messages, and counts by hour',
    async () => {
      const anyLife = fc.record({
        flow: generateFlows(fc.constant(0)).chain((flow) => fc.constantFrom(flow, waitFirst(flow), waitFirst(addBranchNames(flow)))),
        globalTimeout: fc.integer({ min: hour, max: 6 * day }),
        events: anyEvents,
        how: fc.constantFrom('live' as const, 'closed' as const, 'stopped' as const),
      })
      await clear()
      let runs = 0
      let decidedByPauses = 0
      const property = fc.asyncProperty(anyLife, async ({ flow, globalTimeout, events, how }) => {
        const life = startLife(buildLive({ id: `version-${++runs}`, flow, globalTimeout }))
        let isDecidedByPauses = false
        const expectCounts = async (...[version, people, at]: readonly [VersionRecord, readonly EnteredPerson[], number]) => {
          const expected = countNaively(version, people, at)
          isDecidedByPauses ||= !isDeepStrictEqual(countNaively({ ...version, pauses: [] }, people, at), expected)
          expect((await countPeople(database(), version)).activities).toEqual(expected)
        }
        await life.begin()
        await life.live(events, expectCounts)
        const { version, people, at } = await life.end(how)
        await expectCounts(version, people, at)
        if (isDecidedByPauses) decidedByPauses++

        const expected = countNaively(version, people, at)
        const counted = await countPeople(database(), version)
        expect(counted.entered).toBe(people.length)
        expect(counted.inside + counted.completed + counted.stopped + counted.timedOut).toBe(people.length)
        expect((await countInside(database(), [version])).get(version.id)).toBe(counted.inside)
        const sending = flow.activities.filter(({ kind }) => channels.some((channel) => channel === kind))
        expect(await countMessages(version.id)).toBe(sending.reduce((sum, { id }) => sum + expected[id]!.passed, 0))
        const hours = await readHours(database(), version.id)
        const sum = (key: 'entered' | 'completed' | 'timedOut') => hours.reduce((total, each) => total + each[key], 0)
        expect([sum('entered'), sum('completed'), sum('timedOut')]).toEqual([people.length, counted.completed, counted.timedOut])
        // The next life has the database for itself.
        await applyVersion(database(), { ...version, status: 'finished', finishedAt: at })
      })
      const numRuns = scaleCases(300, 40)
      await fc.assert(property, { numRuns })
      expect(decidedByPauses).toBeGreaterThan(numRuns / 4)
    },
    generatedCasesTimeoutMs,
  )
})

describe('entrances', () => {
  test('the same entrance sent again lets a person enter once, and a person inside does not enter', async () => {
    await clear()
    await applyVersion(database(), buildLive())
    const enter = (...people: Parameters<typeof enterPeople>[2]) => enterPeople(database(), 'version', people, monday)

    expect(await enter({ id: 'ana', key: 'k1' }, { id: 'bob' }, { id: 'bob' })).toEqual(['entered', 'entered', 'inside'])
    expect(await enter({ id: 'ana', key: 'k1' }, { id: 'ana', key: 'k2' })).toEqual(['repeated', 'inside'])
    await walk(database(), monday + 4 * day)
    expect(await enter({ id: 'ana', key: 'k1' }, { id: 'ana', key: 'k2' })).toEqual(['repeated', 'entered'])
    await walk(database(), monday + 9 * day)
    // Two e-mails for each of three walks: those of a second walk are other messages.
    expect(await countMessages()).toBe(6)
  })

  test('without re-entrance a person enters a journey once, whichever version', async () => {
    await clear()
    const first = buildLive({ reentrance: false, journeyId: 'shop' })
    await applyVersion(database(), first)
    await enterPeople(database(), 'version', [{ id: 'ana' }], monday)
    await walk(database(), monday + 4 * day)
    await applyVersion(database(), { ...first, status: 'closed', closedAt: monday + 4 * day })
    await applyVersion(database(), buildLive({ id: 'second', reentrance: false, journeyId: 'shop' }))

    expect(await enterPeople(database(), 'second', [{ id: 'ana' }, { id: 'bob' }], monday + 5 * day)).toEqual(['reentrance', 'entered'])
    expect(await enterPeople(database(), 'version', [{ id: 'carl' }], monday + 5 * day)).toEqual(['refused'])
    expect(await enterPeople(database(), 'unknown', [{ id: 'carl' }], monday + 5 * day)).toEqual(['refused'])
  })

  test('who jumps enters the target journey, with the attributes that it asks for', async () => {
    await clear()
    const jump = { ...buildActivity('jump', 'jump', 0), journeyId: 'shop' }
    await applyVersion(database(), buildLive({ flow: buildFlow(0, buildActivity('wait', 'wait', hour, 'jump'), jump) }))
    await applyVersion(
      database(),
      buildLive({ id: 'target', journeyId: 'shop', flow: { ...forkedFlow, activities: forkedFlow.activities } }),
    )
    const attributes = { fork: 'Yes', colour: 'red' }
    await enterPeople(database(), 'version', [{ id: 'ana', attributes }], monday)

    await walk(database(), monday + hour)

    const { rows } = await sql`select person_id, attributes from walker_people where due is not null`.execute(database())
    expect(rows).toEqual([{ person_id: 'ana', attributes: { fork: 'Yes' } }])
  })
})

describe('stop and personal data', () => {
  test('executions of people who were stopped are cleaned up in bounded steps, and the counts stay', async () => {
    await clear()
    const version = buildLive()
    await applyVersion(database(), version)
    await enterPeople(
      database(),
      'version',
      Array.from({ length: 25 }, (_, nth) => ({ id: `p${nth}` })),
      monday,
    )
    const stopped: VersionRecord = { ...version, status: 'stopped', stoppedAt: monday + hour }
    await applyVersion(database(), stopped)

    expect(await walk(database(), monday + 90 * day)).toBe(0)
    expect([
      await cleanUp(database(), { most: 10 }),
      await cleanUp(database(), { most: 10 }),
      await cleanUp(database(), { most: 10 }),
      await cleanUp(database(), { most: 10 }),
    ]).toEqual([10, 10, 5, 0])
    expect(await countPeople(database(), stopped)).toMatchObject({ entered: 25, inside: 0, stopped: 25 })
  })

  test('personal data are deleted 30 days after a person has left, a bounded number at a time', async () => {
    await clear()
    await applyVersion(database(), buildLive())
    await enterPeople(database(), 'version', [{ id: 'ana' }, { id: 'bob' }], monday)
    await enterPeople(database(), 'version', [{ id: 'late' }], monday + 3 * day)
    await walk(database(), monday + 7 * day)
    const left = monday + 3 * day
    const readPeople = async () => {
      const { rows } = await sql<{ id: string }>`
        select person_id as id from walker_people union select person_id from walker_messages where person_id is not null order by 1`.execute(
        database(),
      )
      return rows.map(({ id }) => id)
    }

    expect(await forgetPeople(database(), left + personalDataRetentionMs)).toBe(2)
    expect(await readPeople()).toEqual(['ana', 'bob', 'late'])
    // One row of a person and one of a message.
    expect(await forgetPeople(database(), left + personalDataRetentionMs + 1, 1)).toBe(2)
    while ((await forgetPeople(database(), monday + 7 * day + personalDataRetentionMs + 1)) > 0);
    expect(await readPeople()).toEqual([])
    const { rows } = await sql<{ text: string }>`
      select row_to_json(t)::text as text from (select * from walker_messages) t union all select row_to_json(e)::text from walker_entrances e`.execute(
      database(),
    )
    expect(rows).toHaveLength(6 + 3)
    expect(rows.map(({ text }) => text).join(' ')).not.toMatch(/ana|bob|late/)
  })
})
