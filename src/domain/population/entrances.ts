import type { Instant, VersionFacts } from '#domain/version.ts'

const hour = 3_600_000
const day = 24 * hour

/**
 * Tolerance for rounding errors in sums of fractions, in people. It is small enough that no person enters a millisecond early: at one
 * person per hour, a millisecond adds thirty times as much.
 */
const roundingTolerance = 1e-8

/** An interval in which customers can enter. */
interface OpenInterval {
  readonly from: Instant
  readonly to: Instant
}

/** The end of all entrances: closing, stopping, or the end set by the flow, whichever is first. `Infinity` if there is none. */
export function findEntrancesEnd({ publishedAt, flow, closedAt, stoppedAt }: VersionFacts): Instant {
  return Math.min((publishedAt ?? 0) + (flow.entry.lastsMs ?? Infinity), closedAt ?? Infinity, stoppedAt ?? Infinity)
}

/** The intervals in which customers can enter: since publication, except during pauses. */
function listOpenIntervals(version: VersionFacts): readonly OpenInterval[] {
  if (version.publishedAt === null) return []
  const end = findEntrancesEnd(version)
  const open: OpenInterval[] = []
  let from = version.publishedAt
  for (const pause of version.pauses) {
    const to = Math.min(pause.from, end)
    if (from < to) open.push({ from, to })
    from = Math.max(from, pause.to)
  }
  if (from < end) open.push({ from, to: end })
  return open
}

/**
 * Cumulative number of people, with fractions, that the daily rhythm yields from the midnight (UTC) before `origin` to a later moment.
 * Monotonic despite rounding: the minimum keeps the end of a day from exceeding the start of the next.
 */
function createCumulativeArrivals(hourly: readonly number[], origin: Instant): (at: Instant) => number {
  const midnight = Math.floor(origin / day) * day
  const sinceMidnight = [0]
  for (let h = 0; h < 24; h++) sinceMidnight.push((sinceMidnight[h] ?? 0) + (hourly[h] ?? 0))
  const perDay = sinceMidnight[24] ?? 0
  return (at) => {
    const days = Math.floor((at - midnight) / day)
    const timeOfDay = at - midnight - days * day
    const h = Math.floor(timeOfDay / hour)
    const sinceHour = ((hourly[h] ?? 0) * (timeOfDay - h * hour)) / hour
    return Math.min(days * perDay + (sinceMidnight[h] ?? 0) + sinceHour, (days + 1) * perDay)
  }
}

/**
 * Returns a function that counts the people who entered a version up to and including a moment, as a whole number. The count is monotonic.
 * Person *n* enters in the first millisecond at which it is at least *n*.
 */
export function createEntranceCounter(version: VersionFacts): (at: Instant) => number {
  const arrivals = createCumulativeArrivals(version.flow.entry.hourly, version.publishedAt ?? 0)
  let before = 0
  const stages = listOpenIntervals(version).map(({ from, to }) => {
    const stage = { from, to, atStart: arrivals(from), before }
    if (to < Infinity) before += arrivals(to) - stage.atStart
    return stage
  })
  return (at) => {
    const stage = stages.findLast(({ from }) => from < at)
    if (stage === undefined) return 0
    return Math.floor(stage.before + (arrivals(Math.min(at, stage.to)) - stage.atStart) + roundingTolerance)
  }
}
