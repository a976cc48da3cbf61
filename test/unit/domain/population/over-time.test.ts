import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, permissions } from '#domain/lifecycle.ts'
import { sampleOverTime, type PopulationAt } from '#domain/population/over-time.ts'
import { findEmptyAt, countPopulation } from '#domain/population/population.ts'
import { listTransitionsUntil } from '#test/unit/domain/population/list-transitions.ts'
import { applyAction } from '#domain/transitions.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { generatedCasesTimeoutMs } from '#test/support/test-size.ts'
import { buildActivity, day, buildFlow, hour, buildLife, minute, monday } from './example-life.ts'
import { cases, generateRunningLives } from './arbitraries.ts'

/** Sixty people an hour wait a day. */
const daily = buildFlow(60, buildActivity('wait', 'wait', day))
const at = monday + 4 * day

const timesOf = (points: readonly PopulationAt[]) => points.map((point) => point.at)
const insideAt = (points: readonly PopulationAt[], moment: Instant) => points.find((point) => point.at === moment)?.inside
const distancesOf = (points: readonly PopulationAt[]) =>
  new Set(timesOf(points).flatMap((time, index, all) => (index > 0 ? [time - all[index - 1]!] : [])))

describe('People over time', () => {
  test('begin with the publication and end now, at moments that clocks know', () => {
    const { points } = sampleOverTime(buildLife(daily), at, Infinity, false)

    expect([points[0]?.at, points.at(-1)?.at]).toEqual([monday, at])
    expect(distancesOf(points)).toEqual(new Set([hour]))
    expect(points.at(-1)).toEqual({ at, entered: 5760, inside: 1440, completed: 4320, stopped: 0, timedOut: 0 })
  })

  test.each([
    [hour, minute],
    [day, 15 * minute],
    [7 * day, 2 * hour],
    [30 * day, 6 * hour],
    [80 * day, 12 * hour],
  ])('of the last %i ms have a point every %i ms', (reach, step) => {
    const old = buildLife(daily, { publishedAt: monday - 100 * day })

    const { points } = sampleOverTime(old, at, reach, false)

    expect([points[0]?.at, points.at(-1)?.at]).toEqual([at - reach, at])
    expect(distancesOf(points)).toEqual(new Set([step]))
  })

  test('have a point at every corner: pauses, the closing, the last moment before a stop and the stop', () => {
    const odd = 17 * minute + 3
    const pause = { from: monday + odd, to: monday + 2 * odd }
    const version = buildLife(daily, { status: 'stopped', pauses: [pause], closedAt: monday + 3 * odd, stoppedAt: monday + 4 * odd })

    const { points } = sampleOverTime(version, at, Infinity, false)

    expect(timesOf(points)).toEqual(expect.arrayContaining([pause.from, pause.to, version.closedAt, version.stoppedAt! - 1]))
    expect(points.at(-1)).toMatchObject({ at: version.stoppedAt, inside: 0 })
    expect(points.at(-2)?.inside).toBeGreaterThan(0)
  })

  test('of a version that is over end when it was over, and the last day is the last before that', () => {
    const closedAt = monday + 2 * day
    const finished = buildLife(daily, { status: 'finished', closedAt, finishedAt: closedAt + day })

    const { points } = sampleOverTime(finished, at + 90 * day, day, false)

    expect([points[0]?.at, points.at(-1)?.at]).toEqual([closedAt, closedAt + day])
    expect(points.at(-1)?.inside).toBe(0)
  })

  test('of a version that was never published are none; of one just published, one', () => {
    const draft = sampleOverTime(buildLife(daily, { status: 'draft', publishedAt: null }), at, Infinity, false)
    const fresh = sampleOverTime(buildLife(daily), monday, Infinity, true)

    expect(draft).toEqual({ points: [], forecast: null })
    expect([timesOf(fresh.points), fresh.forecast?.emptyAt]).toEqual([[monday], monday])
  })
})

describe('The forecast', () => {
  test('of a live version says how it would drain if it were closed now', () => {
    const { points, forecast } = sampleOverTime(buildLife(daily), at, Infinity, true)

    expect(forecast).toMatchObject({ scenario: 'ifClosedNow', emptyAt: at + day })
    expect(forecast?.points[0]).toEqual(points.at(-1))
    expect(insideAt(forecast?.points ?? [], at + 12 * hour)).toBe(720)
    expect(forecast?.points.at(-1)).toMatchObject({ at: at + day, inside: 0, entered: 5760 })
  })

  test('reaches no further ahead than the points reach back, but says when it will be empty', () => {
    const { forecast } = sampleOverTime(buildLife(daily), at, 6 * hour, true)

    expect(forecast?.points.at(-1)).toMatchObject({ at: at + 6 * hour, inside: 1080 })
    expect(forecast?.emptyAt).toBe(at + day)
  })

  test('of a closed version begins with its closing, and the curve lies on it', () => {
    const closed = buildLife(daily, { status: 'closed', closedAt: at - 6 * hour })

    const { points, forecast } = sampleOverTime(closed, at, Infinity, false)

    const foretold = forecast?.points.filter((point) => point.at <= at)
    expect(forecast).toMatchObject({ scenario: 'closed', emptyAt: at + 18 * hour })
    expect(forecast?.points[0]?.at).toBe(closed.closedAt)
    expect(points.filter((point) => point.at >= at - 6 * hour)).toEqual(foretold)
  })

  test('of a version that was stopped while it drained is what would have been', () => {
    const stopped = buildLife(daily, { status: 'stopped', closedAt: at - 6 * hour, stoppedAt: at })

    const { points, forecast } = sampleOverTime(stopped, at + 60 * day, Infinity, false)

    expect(points.at(-1)).toMatchObject({ at, inside: 0, stopped: 1080 })
    expect(forecast).toMatchObject({ scenario: 'closed', emptyAt: at + 18 * hour })
    expect(insideAt(forecast?.points ?? [], at)).toBe(1080)
    expect(forecast?.points.at(-1)).toMatchObject({ at: at + 18 * hour, inside: 0, completed: 5400, stopped: 0 })
  })

  test('is none for one that cannot be closed and was not', () => {
    const paused = buildLife(daily, { status: 'paused', pauses: [{ from: at - hour, to: at + day }] })
    const stopped = buildLife(daily, { status: 'stopped', stoppedAt: at - hour })

    const forecasts = [paused, stopped].map((version) => sampleOverTime(version, at, Infinity, false).forecast)

    expect(forecasts).toEqual([null, null])
  })
})

describe('Whatever the version, the moment and the range', { timeout: generatedCasesTimeoutMs }, () => {
  const reach = fc.constantFrom(day, 7 * day, 30 * day, Infinity)
  const settled = (version: VersionFacts, moment: Instant): VersionFacts => listTransitionsUntil(version, moment).at(-1)?.version ?? version
  const may = (version: VersionFacts, action: 'close' | 'stop') => decide({ ...version, latest: true }, action, permissions).allowed

  /** Versions in every status that was ever published, some of them stopped at the last moment or left to themselves since. */
  const anything = fc
    .tuple(generateRunningLives(), fc.boolean(), fc.constantFrom(0, hour, 3 * day, 60 * day))
    .map(([[version, moment], stops, after]): readonly [VersionFacts, Instant] => {
      const then = settled(version, moment)
      return [settled(stops && may(then, 'stop') ? applyAction(then, 'stop', moment) : then, moment + after), moment + after]
    })

  /** The version as its forecast takes it, made by the actions that a marketer has. */
  const foreseen = (version: VersionFacts, moment: Instant) =>
    version.closedAt === null ? applyAction(version, 'close', moment) : { ...version, stoppedAt: null }

  test('every point says who was, or would be, where; curve and forecast share their moments', () => {
    fc.assert(
      fc.property(anything, reach, ([version, moment], back) => {
        const closable = may(version, 'close')

        const { points, forecast } = sampleOverTime(version, moment, back, closable)

        const end = Math.min(moment, version.finishedAt ?? Infinity, version.stoppedAt ?? Infinity)
        const ahead = forecast && foreseen(version, moment)
        const counted = (life: VersionFacts, point: PopulationAt) => ({
          ...point,
          ...countPopulation(life, point.at),
          activities: undefined,
        })
        const says = (point: PopulationAt) => ({ ...point, activities: undefined })
        expect([points[0]?.at, points.at(-1)?.at]).toEqual([Math.max(version.publishedAt!, end - back), end])
        expect(points.map(says)).toEqual(points.map((point) => counted(version, point)))
        for (const series of [timesOf(points), timesOf(forecast?.points ?? [])]) {
          expect(series).toEqual([...new Set(series)].toSorted((one, other) => one - other))
          expect(series.length).toBeLessThan(175)
        }
        expect(forecast === null).toBe(version.closedAt === null && !closable)
        if (!forecast || !ahead) return
        const [first, last] = [forecast.points[0]!, forecast.points.at(-1)!]
        const shared = points.filter((point) => point.at >= first.at)
        expect(forecast.points.map(says)).toEqual(forecast.points.map((point) => counted(ahead, point)))
        expect(forecast.emptyAt).toBe(findEmptyAt(ahead))
        expect(last.at).toBe(Math.max(end, Math.min(forecast.emptyAt, end + back)))
        if (forecast.emptyAt <= last.at) expect(last.inside).toBe(0)
        expect(timesOf(forecast.points).filter((time) => time <= end)).toEqual(timesOf(shared))
        if (version.stoppedAt === null) expect(forecast.points.slice(0, shared.length)).toEqual(shared)
      }),
      cases(150),
    )
  })
})
