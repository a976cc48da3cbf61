import type { Instant } from '#domain/version.ts'
import { day, hour, minute } from './path.ts'

/** A repeatable stream of numbers from 0 to 1, the same for the same start. */
function createNumberStream(start: number): () => number {
  let state = start
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

/**
 * Turns "so many days ago" into moments, for one journey. What lies more than three days back happened on a working day between eight
 * and five, and never before what came before it; what is nearer is taken as it is said.
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
