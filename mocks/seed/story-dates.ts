import type { Instant } from '#domain/version.ts'
import { day, hour, minute } from './path.ts'

/** Seeded random numbers from 0 to 1: the same sequence for the same start. */
function createNumberStream(start: number): () => number {
  let state = start
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

/**
 * Converts "days ago" into instants, for one journey. A step more than three days ago is moved to a working day between 8:00 and 17:00,
 * and never before the preceding step. A more recent step is not moved.
 */
export function createStoryDates(now: Instant, start: number): (daysAgo: number) => Instant {
  const random = createNumberStream(start + 1)
  let last = -Infinity
  return (daysAgo) => {
    const at = now - Math.round(daysAgo * day)
    if (daysAgo < 3) return (last = at)
    const date = Math.floor(at / day)
    const weekday = (date + 4) % 7
    const atWork = (date - (weekday === 0 ? 2 : weekday === 6 ? 1 : 0)) * day + 8 * hour + Math.floor(random() * 9 * 60) * minute
    return (last = Math.max(atWork, last + 17 * minute))
  }
}
