import type { Instant, Pause } from '#domain/version.ts'

/**
 * When people come to a point of the path, by when they entered. Everyone keeps their order, so it is a list of stretches of entrance
 * moments: those of a stretch come either all the same time after their entrance, or, held by a pause and released, all together.
 * A stretch covers the entrance moments after those of the stretch before it, up to `upTo` included.
 */
export type Timetable = readonly Stretch[]
type Stretch = { readonly upTo: Instant; readonly delay: number } | { readonly upTo: Instant; readonly together: Instant }

/** The timetable of the entrance itself. */
export const atEntrance: Timetable = [{ upTo: Infinity, delay: 0 }]

/** When what is due at `due` happens: what is due strictly within a pause waits for its end. */
const release = (due: Instant, pauses: readonly Pause[]): Instant => pauses.find(({ from, to }) => from < due && due < to)?.to ?? due

/** The timetable of leaving an activity that takes `takes` milliseconds, from the timetable of arriving there. */
export function leaving(arriving: Timetable, takes: number, pauses: readonly Pause[]): Timetable {
  const stretches: Stretch[] = []
  let covered = -Infinity
  const add = (stretch: Stretch) => {
    if (stretch.upTo <= covered) return
    covered = stretch.upTo
    stretches.push(stretch)
  }
  for (const stretch of arriving) {
    if ('together' in stretch) {
      add({ upTo: stretch.upTo, together: release(stretch.together + takes, pauses) })
      continue
    }
    const delay = stretch.delay + takes
    for (const { from, to } of pauses) {
      add({ upTo: Math.min(from - delay, stretch.upTo), delay })
      add({ upTo: Math.min(to - delay - 1, stretch.upTo), together: to })
    }
    add({ upTo: stretch.upTo, delay })
  }
  return stretches
}

/** When the person who entered at `entered` comes; `Infinity` for never. */
export function comes(timetable: Timetable, entered: Instant): Instant {
  const stretch = timetable.find(({ upTo }) => entered <= upTo)
  if (stretch === undefined) return Infinity
  return 'together' in stretch ? stretch.together : entered + stretch.delay
}

/** Whom to count: those who entered up to `enteredBy` and come by `by`, within `timeout` milliseconds of their own entrance. */
export interface Whom {
  readonly enteredBy: Instant
  readonly by: Instant
  readonly timeout: number
}

/** How many come. `people` says how many there are who entered up to a moment. */
export function come(timetable: Timetable, people: (enteredBy: Instant) => number, { enteredBy, by, timeout }: Whom): number {
  let count = 0
  // Those counted so far entered after `first`, up to `last`; a gap in the line begins a new count.
  let [first, last] = [-Infinity, -Infinity]
  let covered = -Infinity
  for (const stretch of timetable) {
    let [after, upTo] = [covered, Math.min(stretch.upTo, enteredBy)]
    covered = stretch.upTo
    if ('together' in stretch) {
      if (stretch.together > by) break
      after = Math.max(after, stretch.together - timeout - 1)
    } else {
      if (stretch.delay > timeout) continue
      upTo = Math.min(upTo, by - stretch.delay)
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
