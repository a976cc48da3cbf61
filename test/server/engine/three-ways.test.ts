import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant, Pause, VersionFacts } from '#domain/version.ts'
import { enterPeople } from '#server/engine/enter-people.ts'
import { countPeople } from '#server/engine/read-counts.ts'
import { walk } from '#server/engine/walk.ts'
import { preparePglite } from '#test/contract/sql/support/sql-databases.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { generateFlows } from '#test/unit/domain/population/arbitraries.ts'
import { buildLife, day, hour, minute, monday } from '#test/unit/domain/population/example-life.ts'
import { countOneByOne, addBranchNames, sendPeople, toJourneyTime } from './follow-people.ts'
import { applyVersion } from './walker-support.ts'

const { database, openStore } = preparePglite()

const anyTime = (longest: number) =>
  fc.oneof(
    fc.constantFrom(1, minute),
    fc.integer({ min: 1, max: longest / hour }).map((hours) => hours * hour),
    fc.integer({ min: 1, max: longest }),
  )

/** As many people in each hour of the day: so the entrances do not depend on when a pause is. */
const anyFlow = generateFlows(fc.constant(0)).chain((flow) =>
  fc.constantFrom(0.5, 1, 2).map((rate) => {
    const { lastsMs: _, ...entry } = flow.entry
    return addBranchNames({ ...flow, entry: { ...entry, hourly: Array<number>(24).fill(rate) } })
  }),
)

const anyPauses = (minLength: number) =>
  fc.array(fc.record({ after: anyTime(12 * hour).map((ms) => ms + 3 * hour), lasts: anyTime(day).map((ms) => ms + hour) }), {
    minLength,
    maxLength: 3,
  })

/** A life with as many pauses as drawn, how it ends, and the moments at which people are counted. */
const anyLife = fc
  .record({
    flow: anyFlow,
    globalTimeout: fc.oneof(fc.constant(91 * day), anyTime(3 * day)),
    pauses: fc.oneof({ weight: 4, arbitrary: anyPauses(1) }, { weight: 1, arbitrary: anyPauses(0) }),
    ending: fc.constantFrom('live', 'closed', 'stopped', 'closed and stopped', 'stopped in the pause'),
    endsAfter: anyTime(16 * hour),
    stopsAfter: anyTime(day),
    moments: fc.array(fc.nat(3 * day), { minLength: 2, maxLength: 3 }),
  })
  .map(({ flow, globalTimeout, pauses, ending, endsAfter, stopsAfter, moments }) => {
    let last = monday
    const placed = pauses.map(({ after, lasts }): Pause => {
      const from = last + after
      last = from + lasts
      return { from, to: last }
    })
    const lastPause = placed.at(-1)
    const end = last + endsAfter
    const inPause = lastPause && lastPause.from + Math.ceil((lastPause.to - lastPause.from) / 2)
    const endings: Readonly<Record<typeof ending, Partial<VersionFacts>>> = {
      live: {},
      closed: { closedAt: end },
      stopped: { stoppedAt: end },
      'closed and stopped': { closedAt: end, stoppedAt: end + stopsAfter },
      'stopped in the pause': { stoppedAt: inPause ?? end },
    }
    const facts = buildLife(flow, { globalTimeout, pauses: placed, ...endings[ending] })
    // Also in the second half of each pause, and at its end.
    const inPauses = placed.flatMap(({ from, to }) => [to - Math.floor((to - from) / 3), to])
    return { facts, moments: [...moments.map((after) => monday + after), ...inPauses] }
  })

/** What is known of a version at a moment, for the walker: facts of later moments are not. */
function restrictTo({ pauses, closedAt, stoppedAt, ...facts }: VersionFacts, at: Instant): VersionFacts {
  const isStopped = stoppedAt !== null && stoppedAt <= at
  const isClosed = closedAt !== null && closedAt <= at
  const begun = pauses.filter(({ from }) => from <= at)
  const isPaused = begun.some(({ to }) => at < to)
  const status = isStopped ? 'stopped' : isClosed ? 'closed' : isPaused ? 'paused' : 'live'
  return { ...facts, status, pauses: begun, closedAt: isClosed ? closedAt : null, stoppedAt: isStopped ? stoppedAt : null }
}

/** The same life on a clock that stands still in pauses. */
const removePauses = (facts: VersionFacts): VersionFacts => {
  const toTime = (moment: Instant | null) => (moment === null ? null : toJourneyTime(moment, facts.pauses))
  return { ...facts, pauses: [], closedAt: toTime(facts.closedAt), stoppedAt: toTime(facts.stoppedAt) }
}

/** What happens in a life, in order. At one moment people enter, then the version changes, then people are counted. */
function listEvents({ pauses, closedAt, stoppedAt }: VersionFacts, entrances: readonly Instant[], moments: readonly Instant[]) {
  const changes = [...pauses.flatMap(({ from, to }) => [from, to]), closedAt, stoppedAt].filter((at) => at !== null)
  const kinds = { enter: entrances, change: changes, count: moments }
  return (['enter', 'change', 'count'] as const)
    .flatMap((kind) => kinds[kind].map((at, nth) => ({ kind, at, nth })))
    .toSorted((one, other) => one.at - other.at)
}

describe('closed form, walker and a simulation of each person', () => {
  test(
    'agree on every count at every activity, on random flows and lives with fixed shares, at random moments',
    async () => {
      await openStore({ versions: [], history: [] })
      let runs = 0
      let decidedByPauses = 0
      const property = fc.asyncProperty(anyLife, async ({ facts, moments }) => {
        const id = `version-${++runs}`
        const last = Math.max(...moments)
        let isDecidedByPauses = false
        const people = sendPeople(facts, last)
        const getRecord = (at: Instant) => buildVersion({ id, ...restrictTo(facts, at) })
        await applyVersion(database(), getRecord(monday))
        for (const { kind, at, nth } of listEvents(
          facts,
          people.map(({ entered }) => entered),
          moments,
        )) {
          if (at > last) break
          if (kind === 'enter') {
            const { id: person, attributes } = people[nth]!
            expect(await enterPeople(database(), id, [{ id: person, attributes }], at)).toEqual(['entered'])
            continue
          }
          await walk(database(), at)
          if (kind === 'change') await applyVersion(database(), getRecord(at))
          else {
            const known = restrictTo(facts, at)
            const runsOn = countOneByOne(known, people, at, 'waits run on')
            const standsStill = countOneByOne(known, people, at, 'waits stand still')
            const computed = (of: VersionFacts, moment: Instant) => countPopulation(of, moment).activities
            expect(computed(known, at), 'closed form').toEqual(runsOn)
            const { activities: walked } = await countPeople(database(), getRecord(at))
            expect(walked, 'walker').toEqual(standsStill)
            // Where there is no pause, these are the same numbers; else the two differ in the clock alone.
            expect(walked, 'closed form on the clock of the walker').toEqual(computed(removePauses(known), toJourneyTime(at, known.pauses)))
            isDecidedByPauses ||= !isDeepStrictEqual(runsOn, standsStill)
            if (known.pauses.length === 0) expect(walked).toEqual(runsOn)
          }
        }
        if (isDecidedByPauses) decidedByPauses++
        // The next life has the database for itself.
        await applyVersion(database(), { ...getRecord(last), status: 'finished', finishedAt: last })
      })
      const numRuns = scaleCases(1_000, 60)
      await fc.assert(property, { numRuns })
      expect(decidedByPauses).toBeGreaterThan(numRuns / 4)
    },
    generatedCasesTimeoutMs,
  )
})
