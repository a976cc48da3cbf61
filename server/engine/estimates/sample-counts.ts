import type { VersionRecord } from '#backend/store/records.ts'
import type { PopulationAt, PopulationOverTime } from '#domain/population/over-time.ts'
import type { PopulationCounts } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import type { HourCounts } from '#server/engine/read-counts.ts'
import { forecastDrain } from './forecast-drain.ts'

const hourMs = 3_600_000

/** Approximate number of points in a curve. */
const targetPointCount = 160

/** At most so many of the moments, evenly chosen, the last one among them. */
function thinOut(moments: readonly Instant[]): readonly Instant[] {
  const step = Math.ceil(moments.length / targetPointCount)
  return moments.filter((_, index) => (moments.length - 1 - index) % step === 0)
}

/** The people at the end of each hour between two moments, and at the second one. Before the end nobody was stopped. */
function samplePast(hours: readonly HourCounts[], people: PopulationCounts, from: Instant, end: Instant): readonly PopulationAt[] {
  const moments: Instant[] = []
  for (let at = Math.ceil(from / hourMs) * hourMs; at < end; at += hourMs) moments.push(at)
  let next = 0
  const sums = { entered: 0, completed: 0, timedOut: 0 }
  const points = thinOut(moments).map((at): PopulationAt => {
    for (let hour = hours[next]; hour !== undefined && hour.hour < at; hour = hours[++next]) {
      sums.entered += hour.entered
      sums.completed += hour.completed
      sums.timedOut += hour.timedOut
    }
    return { at, ...sums, stopped: 0, inside: sums.entered - sums.completed - sums.timedOut }
  })
  const { activities: _, ...now } = people
  return [...points, { at: end, ...now }]
}

/** The expected people after `at`, if nobody else enters. */
function sampleForecast(version: VersionRecord, people: PopulationCounts, at: Instant) {
  const { cohorts, lastExitAfter } = forecastDrain(version, people.activities, at)
  const { activities: _, ...now } = people
  const moments = thinOut([0, ...new Set(cohorts.map(({ leavesAfter }) => leavesAfter))].toSorted((one, other) => one - other))
  const points = moments.map((after): PopulationAt => {
    const left = cohorts.filter(({ leavesAfter }) => leavesAfter <= after)
    const sum = (timesOut: boolean) => left.reduce((total, each) => total + (each.timesOut === timesOut ? each.people : 0), 0)
    const timedOut = Math.min(people.inside, Math.round(sum(true)))
    const completed = Math.min(people.inside - timedOut, Math.round(sum(false)))
    const counts = { inside: people.inside - timedOut - completed, completed: now.completed + completed, timedOut: now.timedOut + timedOut }
    return { ...now, ...counts, at: at + after }
  })
  return { points, emptyAt: at + lastExitAfter }
}

/** The people of a version over time, as they were counted by hour; the forecast begins now. */
export function sampleCounts(
  version: VersionRecord,
  hours: readonly HourCounts[],
  people: PopulationCounts,
  { at, reachMs, isClosable }: { readonly at: Instant; readonly reachMs: number; readonly isClosable: boolean },
): PopulationOverTime {
  const { publishedAt, closedAt, stoppedAt, finishedAt } = version
  if (publishedAt === null) return { points: [], forecast: null }
  const end = Math.max(publishedAt, Math.min(at, finishedAt ?? Infinity, stoppedAt ?? Infinity))
  const drains = closedAt !== null && stoppedAt === null
  const forecast = drains || isClosable ? sampleForecast(version, people, end) : null
  return {
    points: samplePast(hours, people, Math.max(publishedAt, end - reachMs), end),
    forecast: forecast && { scenario: drains ? 'closed' : 'ifClosedNow', ...forecast },
  }
}
