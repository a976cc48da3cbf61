import type { Instant, Pause, VersionFacts } from '#domain/version.ts'

/**
 * Journey clock: waits count in journey time, which stands still while a version is paused. Milliseconds that it is behind the clock at the
 * end of the pauses so far; an active pause counts up to its beginning, because people do not move before it ends.
 */
export const sumFrozen = ({ pauses }: Pick<VersionFacts, 'pauses'>, isPaused: boolean): number =>
  (isPaused ? pauses.slice(0, -1) : pauses).reduce((sum, { from, to }) => sum + to - from, 0)

/** The journey time of a moment: the clock less the pauses until then. */
export const toJourneyTime = (pauses: readonly Pause[], at: Instant): Instant =>
  pauses.reduce((time, { from, to }) => time - Math.max(0, Math.min(at, to) - from), at)
