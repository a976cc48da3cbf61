import type { Instant } from '#domain/version.ts'
import type { VersionRecord } from './records.ts'

const day = 86_400_000

/** The midnight (UTC) with which the last `days` days began, the day of `at` being the last of them; of 0 days, that with which it will be over. */
export const findStartOfDayUtc = (at: Instant, days: number): Instant => (Math.floor(at / day) + 1 - days) * day

/** Whether a version was closed or stopped at `from` or later. */
export const wasEndedSince =
  (from: Instant) =>
  ({ buildEnding: ended }: VersionRecord): boolean =>
    ended !== null && ended.at >= from
