/** The slow way to the population: every person enters, walks and leaves by themselves. It shares no code with the fast way. */

import type { Activity } from '#domain/flow.ts'
import type { PopulationCounts, ActivityCounts } from '#domain/population/population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { hour } from './example-life.ts'

/** The time of one person in one activity. */
interface Stay {
  readonly activity: string
  readonly from: Instant
  readonly to: Instant
  readonly ends: 'passes' | 'completes' | 'timesOut'
}

const findPause = (version: VersionFacts, at: Instant) => version.pauses.find(({ from, to }) => from < at && at < to)

/** The millisecond in which each person enters: the first by which the rhythm has brought a whole person more. */
export function listEntrances(version: VersionFacts, until: Instant): readonly Instant[] {
  const { publishedAt, flow, pauses } = version
  if (publishedAt === null) return []
  const end = Math.min(until, version.closedAt ?? until, version.stoppedAt ?? until, publishedAt + (flow.entry.lastsMs ?? Infinity))
  const edges = pauses.flatMap(({ from, to }) => [from, to])
  const entered: Instant[] = []
  let brought = 0
  let from = publishedAt
  while (from < end) {
    const start = from
    const to = Math.min(end, (Math.floor(start / hour) + 1) * hour, ...edges.filter((edge) => edge > start))
    const perHour = pauses.some((pause) => pause.from <= start && start < pause.to)
      ? 0
      : (flow.entry.hourly[new Date(start).getUTCHours()] ?? 0)
    while (brought + perHour * (to - from) >= hour) {
      const needs = Math.ceil((hour - brought) / perHour)
      from += needs
      brought += perHour * needs - hour
      entered.push(from)
    }
    brought += perHour * (to - from)
    from = to
  }
  return entered
}

/** The stays of everyone who enters by `until`, each to its natural end, as if the version were never stopped. */
export function simulateWalks(version: VersionFacts, until: Instant): readonly (readonly Stay[])[] {
  const cameTo = new Map<string, number>()
  const find = (id: string | undefined) => version.flow.activities.find((activity) => activity.id === id)
  const sendOn = ({ id, next }: Activity) => {
    const came = cameTo.get(id) ?? 0
    cameTo.set(id, came + 1)
    let slot = (came * 61) % 100
    return find(next.find(({ share }) => (slot -= share) < 0)?.to)
  }
  return listEntrances(version, until).map((entered) => {
    const stays: Stay[] = []
    const timesOutAt = entered + version.globalTimeout
    let from = entered
    for (let step = version.flow.activities[0]; step !== undefined;) {
      const next = sendOn(step)
      const due = from + step.durationMs
      const to = findPause(version, due)?.to ?? due
      if (from <= timesOutAt) {
        const ends = to > timesOutAt ? 'timesOut' : next === undefined ? 'completes' : 'passes'
        stays.push({ activity: step.id, from, to: Math.min(to, timesOutAt), ends })
      }
      from = to
      step = next
    }
    return stays
  })
}

/** Everyone counted where they are at `at`. */
export function countWalks(version: VersionFacts, walks: readonly (readonly Stay[])[], at: Instant): PopulationCounts {
  const stopped = version.stoppedAt !== null && version.stoppedAt <= at
  const by = stopped ? (version.stoppedAt ?? at) : at
  const total = { entered: 0, inside: 0, completed: 0, stopped: 0, timedOut: 0 }
  const activities = Object.fromEntries(
    version.flow.activities.map(({ id }) => [id, { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }]),
  )
  for (const [first, ...rest] of walks) {
    if (first === undefined || first.from > by) continue
    total.entered++
    for (const { activity, from, to, ends } of [first, ...rest]) {
      const tally: { -readonly [Count in keyof ActivityCounts]: number } | undefined = activities[activity]
      if (from > by || tally === undefined) break
      tally.arrived++
      const state = to > by ? (stopped ? 'stopped' : 'inside') : ends === 'timesOut' ? 'timedOut' : 'passed'
      tally[state]++
      if (state !== 'passed') total[state]++
      else if (ends === 'completes') total.completed++
    }
  }
  return { ...total, activities }
}
