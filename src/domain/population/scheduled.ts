import { createEntranceCounter } from './entrances.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

const hour = 3_600_000
const day = 24 * hour

/** How far ahead entrances are looked for, in milliseconds. */
const lookaheadMs = 8 * day

/** People who enter together, from a moment on. */
export interface ScheduledEntrance {
  readonly at: Instant
  readonly people: number
}

/** How many people will have entered a version that stays as it is, its end date apart. */
export function createExpectedEntranceCounter(version: VersionFacts): (by: Instant) => number {
  const enteredBy = createEntranceCounter(version)
  return (by) => enteredBy(Math.min(by, version.endsAt ?? Infinity))
}

/**
 * The next `most` entrances after `at` of a version that reads its audience at set times: hours that follow each other without a break
 * count as one. None for one whose customers come one by one, or without end.
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
    // Where fewer than one enter in an hour, an hour without anybody is no break.
    batchContinues = people > 0 || (batchContinues && (hourly[new Date(from).getUTCHours()] ?? 0) > 0)
  }
  return found
}
