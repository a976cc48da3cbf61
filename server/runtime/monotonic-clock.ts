import type { Instant } from '#domain/version.ts'

/** A clock that never goes back, also if that of the machine is set back. */
export function createMonotonicClock(readTime: () => Instant = Date.now): () => Instant {
  let latest = -Infinity
  return () => (latest = Math.max(latest, readTime()))
}
