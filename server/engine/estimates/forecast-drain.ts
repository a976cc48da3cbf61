import type { Activity } from '#domain/flow.ts'
import type { ActivityCounts } from '#domain/population/population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { toJourneyTime } from '#server/engine/journey-clock.ts'

/** A part of the people inside who are expected to take the same way at the same time. */
interface Cohort {
  /** Number of people, with fractions. */
  readonly people: number
  /** Milliseconds until they leave. */
  readonly leavesAfter: number
  readonly timesOut: boolean
  /** The activities that they pass until then. */
  readonly passes: readonly Activity[]
}

/** What is expected of the people inside if nobody else enters. */
export interface DrainForecast {
  readonly cohorts: readonly Cohort[]
  /** Milliseconds until the last person leaves; 0 if the version is empty. */
  readonly lastExitAfter: number
  readonly timingOut: number
  /** Expected number of people who will still pass an activity. */
  readonly countPassing: (activity: Activity) => number
}

/** From so many people on, the observed shares of an activity are used instead of those of the flow. */
const minObserved = 100

/** The people at one activity are taken to have arrived evenly over its duration: they are followed in so many parts. */
const partsPerActivity = 24

/** The share of each branch, observed if enough people have passed. */
function listShares({ next }: Activity, passed: number, counts: Readonly<Record<string, ActivityCounts>>): readonly number[] {
  if (passed < minObserved) return next.map(({ share }) => share / 100)
  return next.map(({ to }) => (counts[to]?.arrived ?? 0) / passed)
}

/** How long people can have been inside: not longer than the version has run, and not shorter than it has been closed. */
function findTimeInside({ publishedAt, closedAt, pauses }: VersionFacts, at: Instant) {
  const now = toJourneyTime(pauses, at)
  const since = (moment: Instant) => Math.max(0, now - toJourneyTime(pauses, moment))
  return { shortest: since(closedAt ?? at), longest: since(publishedAt ?? at) }
}

/**
 * Estimates the drain from the flow, the people at each activity, and the observed shares. The dwell times are those of the flow; how long each
 * person has been at an activity is not read, but taken as even over the time that is possible.
 */
export function forecastDrain(
  version: VersionFacts,
  counts: Readonly<Record<string, ActivityCounts>>,
  at: Instant,
  /** Which people: those inside, or those who were stopped. */
  which: 'inside' | 'stopped' = 'inside',
): DrainForecast {
  const { flow, globalTimeout: globalTimeoutMs } = version
  const { activities } = flow
  const timeInside = findTimeInside(version, at)
  const byId = new Map(activities.map((activity) => [activity.id, activity]))
  const cohorts: Cohort[] = []
  const follow = (activity: Activity, people: number, leavesAfter: number, untilTimeout: number, passes: readonly Activity[]) => {
    if (leavesAfter > untilTimeout) {
      cohorts.push({ people, leavesAfter: untilTimeout, timesOut: true, passes })
      return
    }
    const passed = [...passes, activity]
    if (activity.next.length === 0) cohorts.push({ people, leavesAfter, timesOut: false, passes: passed })
    const shares = listShares(activity, counts[activity.id]?.passed ?? 0, counts)
    for (const [nth, { to }] of activity.next.entries()) {
      const target = byId.get(to)
      const share = shares[nth] ?? 0
      if (target && share > 0) follow(target, people * share, leavesAfter + target.durationMs, untilTimeout, passed)
    }
  }
  const start = (activity: Activity, walkedMs: number) => {
    const people = counts[activity.id]?.[which] ?? 0
    const stay = Math.min(activity.durationMs, Math.max(0, globalTimeoutMs - walkedMs))
    const longest = Math.min(stay, Math.max(0, timeInside.longest - walkedMs))
    const shortest = Math.min(longest, Math.max(0, timeInside.shortest - walkedMs))
    for (let part = 0; part < partsPerActivity; part++) {
      const stayed = shortest + ((longest - shortest) * part) / partsPerActivity
      const untilTimeout = Math.max(0, globalTimeoutMs - walkedMs - stayed)
      if (people > 0) follow(activity, people / partsPerActivity, activity.durationMs - stayed, untilTimeout, [])
    }
    for (const { to } of activity.next) {
      const target = byId.get(to)
      if (target) start(target, walkedMs + stay)
    }
  }
  const [first] = activities
  if (first) start(first, 0)
  const sum = (chosen: readonly Cohort[]) => chosen.reduce((total, { people }) => total + people, 0)
  return {
    cohorts,
    lastExitAfter: cohorts.reduce((last, { leavesAfter }) => Math.max(last, leavesAfter), 0),
    timingOut: Math.round(sum(cohorts.filter(({ timesOut }) => timesOut))),
    countPassing: (activity) => Math.round(sum(cohorts.filter(({ passes }) => passes.includes(activity)))),
  }
}
