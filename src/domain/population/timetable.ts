import type { Instant, Pause } from '#domain/version.ts'

/**
 * When people come to a point of the path, by when they entered. Everyone keeps their order, so it is a list of stretches of entrance
 * moments: those of a stretch come either all the same time after their entrance, or, held by a pause and released, all together.
 * A stretch covers the entrance moments after those of the stretch before it, up to `upTo` included.
 */
export type Timetable = readonly Segment[]
type Segment = { readonly upTo: Instant; readonly delay: number } | { readonly upTo: Instant; readonly releasedAt: Instant }

/** The timetable of the entrance itself. */
export const atEntrance: Timetable = [{ upTo: Infinity, delay: 0 }]

/** When what is due at `due` happens: what is due strictly within a pause waits for its end. */
const computeReleaseTime = (due: Instant, pauses: readonly Pause[]): Instant =>
  pauses.find(({ from, to }) => from < due && due < to)?.to ?? due

/** The timetable of leaving an activity that takes `durationMs` milliseconds, from the timetable of arriving there. */
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

/** When the person who entered at `entered` comes; `Infinity` for never. */
export function computeArrivalTime(timetable: Timetable, entered: Instant): Instant {
  const segment = timetable.find(({ upTo }) => entered <= upTo)
  if (segment === undefined) return Infinity
  return 'releasedAt' in segment ? segment.releasedAt : entered + segment.delay
}

/** Whom to count: those who entered up to `enteredBy` and come by `by`, within `timeout` milliseconds of their own entrance. */
export interface ArrivalFilter {
  readonly enteredBy: Instant
  readonly by: Instant
  readonly timeout: number
}

/** How many come. `people` says how many there are who entered up to a moment. */
export function countArrivals(
  timetable: Timetable,
  people: (enteredBy: Instant) => number,
  { enteredBy, by, timeout }: ArrivalFilter,
): number {
  let count = 0
  // Those counted so far entered after `first`, up to `last`; a gap in the line begins a new count.
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
