import { createEntranceCounter, findEntrancesEnd } from './entrances.ts'
import { bisectFirstMoment } from './bisect-first-moment.ts'
import { buildFlowTimetable } from './flow-timetable.ts'
import { countArrivals, computeArrivalTime } from './timetable.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** The people of one activity: arrived = inside + passed + stopped + timedOut. */
export interface ActivityCounts {
  readonly arrived: number
  readonly inside: number
  /** People who continued to the next activity or, at the end of the path, left the journey. */
  readonly passed: number
  readonly stopped: number
  readonly timedOut: number
}

/** The people of a version: entered = inside + completed + stopped + timedOut. */
export interface PopulationCounts {
  readonly entered: number
  readonly inside: number
  readonly completed: number
  readonly stopped: number
  readonly timedOut: number
  /** Counts by activity identifier, one for every activity of the flow. */
  readonly activities: Readonly<Record<string, ActivityCounts>>
}

const noPeople: ActivityCounts = { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }

/**
 * Computes the population of a version in whole people from its flow and facts: returns a function from a moment to the counts. Facts later
 * than that moment have no effect. On a tie the person continues: a step due exactly when a pause, a stop or the person's timeout begins
 * still happens.
 */
export function createPopulationAt(version: VersionFacts): (at: Instant) => PopulationCounts {
  const stoppedAt = version.stoppedAt ?? Infinity
  const timeout = version.globalTimeout
  const enteredBy = createEntranceCounter(version)
  const steps = buildFlowTimetable(version.flow, version.pauses).map(({ sent, ...step }) => ({
    ...step,
    sentBy: (by: Instant) => sent(enteredBy(by)),
  }))
  return (at) => {
    const by = Math.min(Math.floor(at), stoppedAt)
    const everyoneFilter = { enteredBy: by, by, timeout }
    const overdueFilter = { ...everyoneFilter, enteredBy: by - timeout }
    const total = { inside: 0, stopped: 0, timedOut: 0 }
    const countsByActivity = new Map<string, ActivityCounts>(version.flow.activities.map(({ id }) => [id, noPeople]))
    for (const { activity, sentBy, arrivals, departures } of steps) {
      const arrived = countArrivals(arrivals, sentBy, everyoneFilter)
      const passed = countArrivals(departures, sentBy, everyoneFilter)
      const timedOut = countArrivals(arrivals, sentBy, overdueFilter) - countArrivals(departures, sentBy, overdueFilter)
      const left = arrived - passed - timedOut
      const counts = { arrived, passed, timedOut, ...(stoppedAt <= at ? { inside: 0, stopped: left } : { inside: left, stopped: 0 }) }
      countsByActivity.set(activity.id, counts)
      total.inside += counts.inside
      total.stopped += counts.stopped
      total.timedOut += counts.timedOut
    }
    const entered = enteredBy(by)
    const completed = entered - total.inside - total.stopped - total.timedOut
    return { entered, ...total, completed, activities: Object.fromEntries(countsByActivity) }
  }
}

/** The population of a version at one moment. */
export const countPopulation = (version: VersionFacts, at: Instant): PopulationCounts => createPopulationAt(version)(at)

/**
 * The first moment with no people inside, for a version that is closed or stopped. Between that closing or stopping and the global timeout
 * after it. `Infinity` for a version that is neither.
 */
export function findEmptyAt(version: VersionFacts): Instant {
  const { publishedAt, globalTimeout } = version
  const stoppedAt = version.stoppedAt ?? Infinity
  let last = Math.min(version.closedAt ?? Infinity, stoppedAt)
  if (publishedAt === null || last === Infinity) return last
  const enteredBy = createEntranceCounter(version)
  const end = findEntrancesEnd(version)
  for (const { activity, sent, departures } of buildFlowTimetable(version.flow, version.pauses)) {
    if (activity.next.length > 0) continue
    const sentBy = (moment: Instant) => sent(enteredBy(moment))
    const all = sentBy(end)
    const leaves = (entered: Instant) => Math.min(computeArrivalTime(departures, entered), entered + globalTimeout)
    if (all > 0 && leaves(end) > last) last = Math.max(last, leaves(bisectFirstMoment(all, sentBy, publishedAt, end)))
  }
  return Math.min(last, stoppedAt)
}
