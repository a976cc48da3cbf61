import type { Instant, Pause } from '#domain/version.ts'

/**
 * Piecewise function from entrance time to arrival time at a point of the path. People keep their order, so a list of segments is enough.
 * The people of a segment arrive either a fixed `delay` after their entrance, or together at `releasedAt`, when a pause ends. A segment
 * covers the entrance times after the previous segment, up to and including `upTo`.
 */
export type Timetable = readonly Segment[]
type Segment = { readonly upTo: Instant; readonly delay: number } | { readonly upTo: Instant; readonly releasedAt: Instant }

/** The timetable of the entrance itself: no delay. */
export const atEntrance: Timetable = [{ upTo: Infinity, delay: 0 }]

/** When an event due at `due` happens: an event due strictly within a pause waits for the end of the pause. */
const computeReleaseTime = (due: Instant, pauses: readonly Pause[]): Instant =>
  pauses.find(({ from, to }) => from < due && due < to)?.to ?? due

/** Departure times from an activity that takes `durationMs` milliseconds, computed from its arrival times. */
export function computeDepartures(arriving: Timetable, durationMs: number, pauses: readonly Pause[]): Timetable {
  const segments: Segment[] = []
  let covered = -Infinity
  const add = (segment: Segment) => {
    if (segment.upTo <= covered) return
    covered = segment.upTo
    segments.push(segment)
  }
  for (const segment of arriving) {
    if ('releasedAt' in segment) {
      add({ upTo: segment.upTo, releasedAt: computeReleaseTime(segment.releasedAt + durationMs, pauses) })
      continue
    }
    const delay = segment.delay + durationMs
    for (const { from, to } of pauses) {
      add({ upTo: Math.min(from - delay, segment.upTo), delay })
      add({ upTo: Math.min(to - delay - 1, segment.upTo), releasedAt: to })
    }
    add({ upTo: segment.upTo, delay })
  }
  return segments
}

/** Arrival time of the person who entered at `entered`; `Infinity` for never. */
export function computeArrivalTime(timetable: Timetable, entered: Instant): Instant {
  const segment = timetable.find(({ upTo }) => entered <= upTo)
  if (segment === undefined) return Infinity
  return 'releasedAt' in segment ? segment.releasedAt : entered + segment.delay
}

/** The people to count: those who entered up to `enteredBy` and arrive by `by`, within `timeout` milliseconds of their own entrance. */
export interface ArrivalFilter {
  readonly enteredBy: Instant
  readonly by: Instant
  readonly timeout: number
}

/** Counts the arrivals that pass the filter. `people` returns the number of people who entered up to a moment. */
export function countArrivals(
  timetable: Timetable,
  people: (enteredBy: Instant) => number,
  { enteredBy, by, timeout }: ArrivalFilter,
): number {
  let count = 0
  // Running interval `(first, last]` of entrance times; a gap closes it and adds its count.
  let [first, last] = [-Infinity, -Infinity]
  let covered = -Infinity
  for (const segment of timetable) {
    let [after, upTo] = [covered, Math.min(segment.upTo, enteredBy)]
    covered = segment.upTo
    if ('releasedAt' in segment) {
      if (segment.releasedAt > by) break
      after = Math.max(after, segment.releasedAt - timeout - 1)
    } else {
      if (segment.delay > timeout) continue
      upTo = Math.min(upTo, by - segment.delay)
    }
    if (after >= upTo) continue
    if (after > last) {
      count += people(last) - people(first)
      first = after
    }
    last = upTo
  }
  return count + people(last) - people(first)
}
