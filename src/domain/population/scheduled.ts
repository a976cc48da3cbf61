import { createEntranceCounter } from './entrances.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

const hour = 3_600_000
const day = 24 * hour

/** How far ahead scheduled entrances are searched, in milliseconds. */
const lookaheadMs = 8 * day

/** A batch of people who enter together, starting at `at`. */
export interface ScheduledEntrance {
  readonly at: Instant
  readonly people: number
}

/** Forecast: counts the people entered by a future moment if no user acts. Entrances end at the end date. */
export function createExpectedEntranceCounter(version: VersionFacts): (by: Instant) => number {
  const enteredBy = createEntranceCounter(version)
  return (by) => enteredBy(Math.min(by, version.endsAt ?? Infinity))
}

/**
 * The next `maxCount` scheduled entrances after `at`, for a version that reads its audience at set times. Consecutive hours with entrances
 * form one batch. Empty for a version whose customers enter one by one, or without a break and an end.
 */
export function findScheduledEntrances(version: VersionFacts, at: Instant, maxCount: number): readonly ScheduledEntrance[] {
  const { type, hourly, lastsMs } = version.flow.entry
  if (type !== 'readAudience' || (lastsMs === undefined && hourly.every((people) => people > 0))) return []
  const enteredBy = createExpectedEntranceCounter(version)
  const found: { at: Instant; people: number }[] = []
  let batchContinues = false
  for (let from = at; from < at + lookaheadMs; from = Math.floor(from / hour + 1) * hour) {
    const people = enteredBy(Math.floor(from / hour + 1) * hour) - enteredBy(from)
    const last = found.at(-1)
    if (people > 0 && batchContinues && last) last.people += people
    else if (people > 0) {
      if (found.length === maxCount) break
      found.push({ at: from, people })
    }
    // At rates below one per hour, an hour without an entrance does not end the batch.
    batchContinues = people > 0 || (batchContinues && (hourly[new Date(from).getUTCHours()] ?? 0) > 0)
  }
  return found
}
