import { entrances } from './entrances.ts'
import type { Instant, Life } from '#domain/version.ts'

const hour = 3_600_000
const day = 24 * hour

/** How far ahead entrances are looked for, in milliseconds. */
const horizon = 8 * day

/** People who enter together, from a moment on. */
export interface ScheduledEntrance {
  readonly at: Instant
  readonly people: number
}

/** How many people will have entered a version that stays as it is, its end date apart. */
export function expectedEntrances(version: Life): (by: Instant) => number {
  const enteredBy = entrances(version)
  return (by) => enteredBy(Math.min(by, version.endsAt ?? Infinity))
}

/**
 * The next `most` entrances after `at` of a version that reads its audience at set times: hours that follow each other without a break
 * count as one. None for one whose customers come one by one, or without end.
 */
export function scheduledEntrances(version: Life, at: Instant, most: number): readonly ScheduledEntrance[] {
  const { type, hourly, lasts } = version.flow.entry
  if (type !== 'readAudience' || (lasts === undefined && hourly.every((people) => people > 0))) return []
  const enteredBy = expectedEntrances(version)
  const found: { at: Instant; people: number }[] = []
  let goesOn = false
  for (let from = at; from < at + horizon; from = Math.floor(from / hour + 1) * hour) {
    const people = enteredBy(Math.floor(from / hour + 1) * hour) - enteredBy(from)
    const last = found.at(-1)
    if (people > 0 && goesOn && last) last.people += people
    else if (people > 0) {
      if (found.length === most) break
      found.push({ at: from, people })
    }
    // Where fewer than one enter in an hour, an hour without anybody is no break.
    goesOn = people > 0 || (goesOn && (hourly[new Date(from).getUTCHours()] ?? 0) > 0)
  }
  return found
}
