import { entrances, entrancesEnd } from './entrances.ts'
import { firstMoment } from './bisect-first-moment.ts'
import { path } from './flow-timetable.ts'
import { come, comes } from './timetable.ts'
import type { Instant, Life } from '#domain/version.ts'

/** The people of one activity: arrived = inside + passed + stopped + timedOut. */
export interface Tally {
  readonly arrived: number
  readonly inside: number
  /** Went on to the next activity or, where the path ends, out of the journey. */
  readonly passed: number
  readonly stopped: number
  readonly timedOut: number
}

/** The people of a version: entered = inside + completed + stopped + timedOut. */
export interface Population {
  readonly entered: number
  readonly inside: number
  readonly completed: number
  readonly stopped: number
  readonly timedOut: number
  /** By identifier, one for every activity of the flow. */
  readonly activities: Readonly<Record<string, Tally>>
}

const nobody: Tally = { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }

/**
 * Who is where in a version, in whole people, from its flow and its life alone: a function from a moment to its people then. Facts of its
 * life later than that moment play no part. Whoever is due at the very moment at which a pause, a stop or their own timeout begins still
 * goes on.
 */
export function populations(version: Life): (at: Instant) => Population {
  const stoppedAt = version.stoppedAt ?? Infinity
  const timeout = version.globalTimeout
  const enteredBy = entrances(version)
  const steps = path(version.flow, version.pauses).map(({ sent, ...step }) => ({ ...step, sentBy: (by: Instant) => sent(enteredBy(by)) }))
  return (at) => {
    const by = Math.min(Math.floor(at), stoppedAt)
    const anyone = { enteredBy: by, by, timeout }
    const overdue = { ...anyone, enteredBy: by - timeout }
    const total = { inside: 0, stopped: 0, timedOut: 0 }
    const tallies = new Map<string, Tally>(version.flow.activities.map(({ id }) => [id, nobody]))
    for (const { activity, sentBy, arrivals, departures } of steps) {
      const arrived = come(arrivals, sentBy, anyone)
      const passed = come(departures, sentBy, anyone)
      const timedOut = come(arrivals, sentBy, overdue) - come(departures, sentBy, overdue)
      const left = arrived - passed - timedOut
      const tally = { arrived, passed, timedOut, ...(stoppedAt <= at ? { inside: 0, stopped: left } : { inside: left, stopped: 0 }) }
      tallies.set(activity.id, tally)
      total.inside += tally.inside
      total.stopped += tally.stopped
      total.timedOut += tally.timedOut
    }
    const entered = enteredBy(by)
    const completed = entered - total.inside - total.stopped - total.timedOut
    return { entered, ...total, completed, activities: Object.fromEntries(tallies) }
  }
}

/** Who is where in a version at one moment. */
export const population = (version: Life, at: Instant): Population => populations(version)(at)

/**
 * The first moment at which nobody is inside any more, of a version that nobody can enter any more: closed or stopped. It is never before
 * that closing or stopping, and at the latest the global timeout after it. `Infinity` for a version that is neither.
 */
export function emptyAt(version: Life): Instant {
  const { publishedAt, globalTimeout } = version
  const stoppedAt = version.stoppedAt ?? Infinity
  let last = Math.min(version.closedAt ?? Infinity, stoppedAt)
  if (publishedAt === null || last === Infinity) return last
  const enteredBy = entrances(version)
  const end = entrancesEnd(version)
  for (const { activity, sent, departures } of path(version.flow, version.pauses)) {
    if (activity.next.length > 0) continue
    const sentBy = (moment: Instant) => sent(enteredBy(moment))
    const all = sentBy(end)
    const leaves = (entered: Instant) => Math.min(comes(departures, entered), entered + globalTimeout)
    if (all > 0 && leaves(end) > last) last = Math.max(last, leaves(firstMoment(all, sentBy, publishedAt, end)))
  }
  return Math.min(last, stoppedAt)
}
