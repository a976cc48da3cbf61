import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FlowEntry } from '#domain/flow.ts'
import { createExpectedEntranceCounter, findScheduledEntrances } from '#domain/population/scheduled.ts'
import type { VersionFacts } from '#domain/version.ts'
import { buildActivity, day, buildFlow, hour, buildLife, minute, monday } from './example-life.ts'
import { cases, generateRunningLives } from './arbitraries.ts'

const noEntrances = Array<number>(24).fill(0)
const everyMorning = noEntrances.with(7, 1000)

const buildReading = (hourly: readonly number[], lasts?: number): FlowEntry => ({
  type: 'readAudience',
  hourly,
  ...(lasts === undefined ? {} : { lastsMs: lasts }),
})
const buildEnteringLife = (entry: FlowEntry, facts: Partial<VersionFacts> = {}) =>
  buildLife({ ...buildFlow(0, buildActivity('wait', 'wait', day)), entry }, facts)

describe('The entrances that are scheduled', () => {
  test('of an audience read every morning are the next mornings, so many as are asked for', () => {
    const version = buildEnteringLife(buildReading(everyMorning))

    const entrances = findScheduledEntrances(version, monday + 9 * hour, 3)

    const mornings = [1, 2, 3].map((days) => ({ at: monday + days * day + 7 * hour, people: 1000 }))
    expect(entrances).toEqual(mornings)
    expect(findScheduledEntrances(version, monday + 9 * hour, 1)).toEqual(mornings.slice(0, 1))
  })

  test('begin with what is left of the one that is under way', () => {
    const version = buildEnteringLife(buildReading(everyMorning))

    const [first, second] = findScheduledEntrances(version, monday + 7 * hour + 15 * minute, 2)

    expect([first, second]).toEqual([
      { at: monday + 7 * hour + 15 * minute, people: 750 },
      { at: monday + day + 7 * hour, people: 1000 },
    ])
  })

  test('that take several hours in a row are one; a break makes two', () => {
    const version = buildEnteringLife(buildReading(everyMorning.with(8, 500).with(9, 250).with(11, 100)))

    const entrances = findScheduledEntrances(version, monday, 2)

    expect(entrances).toEqual([
      { at: monday + 7 * hour, people: 1750 },
      { at: monday + 11 * hour, people: 100 },
    ])
  })

  test('that are so slow that some hours have none are one nevertheless', () => {
    const version = buildEnteringLife(buildReading(Array<number>(24).fill(0.5), 10 * hour))

    const entrances = findScheduledEntrances(version, monday, 3)

    expect(entrances).toEqual([{ at: monday + hour, people: 5 }])
  })

  test('of an audience that is read once are what is left of it, then none', () => {
    const version = buildEnteringLife(buildReading(Array<number>(24).fill(1000), 90 * minute))

    const entrances = [monday, monday + hour, monday + 90 * minute].map((at) => findScheduledEntrances(version, at, 3))

    expect(entrances).toEqual([[{ at: monday, people: 1500 }], [{ at: monday + hour, people: 500 }], []])
  })

  test('are listed a week ahead and no further', () => {
    const rarely = buildLife(
      { ...buildFlow(0, buildActivity('wait', 'wait', day)), entry: buildReading(noEntrances.with(7, 0.1)) },
      { publishedAt: monday + 8 * hour },
    )

    const entrances = [0, 4].map((days) => findScheduledEntrances(rarely, monday + 8 * hour + days * day, 3))

    // A tenth of a person each morning makes one on the tenth.
    expect(entrances).toEqual([[], [{ at: monday + 10 * day + 7 * hour, people: 1 }]])
  })

  test('after the end date do not happen; on it, in part', () => {
    const version = buildEnteringLife(buildReading(everyMorning), { endsAt: monday + day + 7 * hour + 30 * minute })

    const entrances = findScheduledEntrances(version, monday + 9 * hour, 3)

    expect(entrances).toEqual([{ at: monday + day + 7 * hour, people: 500 }])
    expect(createExpectedEntranceCounter(version)(monday + 30 * day)).toBe(1500)
  })

  test('wait until a pause is over', () => {
    const version = buildEnteringLife(buildReading(everyMorning), { status: 'paused', pauses: [{ from: monday, to: monday + 2 * day }] })

    const [first] = findScheduledEntrances(version, monday + hour, 3)

    expect(first).toEqual({ at: monday + 2 * day + 7 * hour, people: 1000 })
  })

  test.each([
    ['whose customers come one by one', buildEnteringLife({ ...buildReading(everyMorning), type: 'unitaryEvent' })],
    ['whose audience is read without end', buildEnteringLife(buildReading(Array<number>(24).fill(1)))],
    ['that is closed', buildEnteringLife(buildReading(everyMorning), { status: 'closed', closedAt: monday + hour })],
    ['that was never published', buildEnteringLife(buildReading(everyMorning), { status: 'draft', publishedAt: null })],
  ])('of one %s are none', (_, version) => {
    const entrances = findScheduledEntrances(version, monday + 9 * hour, 3)

    expect(entrances).toEqual([])
  })

  test('are all the entrances of the next eight days, whatever the rhythm and the life', () => {
    const audiences = generateRunningLives().map(([{ flow: itsFlow, ...version }, at]) => {
      const { hourly, lastsMs } = itsFlow.entry
      return [{ ...version, flow: { ...itsFlow, entry: buildReading(hourly.with(3, 0), lastsMs) } }, at] as const
    })

    fc.assert(
      fc.property(audiences, ([version, at]) => {
        const entrances = findScheduledEntrances(version, at, Infinity)

        const enteredBy = createExpectedEntranceCounter(version)
        const until = Math.ceil((at + 8 * day) / hour) * hour
        expect(entrances.reduce((sum, { people }) => sum + people, 0)).toBe(enteredBy(until) - enteredBy(at))
        for (const [index, entrance] of entrances.entries()) {
          const next = entrances[index + 1]?.at ?? until
          expect(entrance.people).toBe(enteredBy(next) - enteredBy(entrance.at))
          expect(entrance.people).toBeGreaterThan(0)
        }
      }),
      cases(500),
    )
  })
})
