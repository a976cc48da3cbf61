import type { Instant } from '#domain/version.ts'
import type { VersionRecord } from './records.ts'

const day = 86_400_000

/** Start (UTC midnight) of the last `days` days, including the day of `at`. With 0 days: the end of the day of `at`. */
export const findStartOfDayUtc = (at: Instant, days: number): Instant => (Math.floor(at / day) + 1 - days) * day

/** Whether a version was closed or stopped at `from` or later. */
export const wasEndedSince =
  (from: Instant) =>
  ({ ended }: VersionRecord): boolean =>
    ended !== null && ended.at >= from
