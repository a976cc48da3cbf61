import type { Instant } from './version.ts'

/** Length of a day without a clock change, in milliseconds. */
const dayMs = 86_400_000

/** Formatters for the local time of a time zone. Cached, because creating one is slow; not without end, because a zone has many spellings. */
const formats = new Map<string, Intl.DateTimeFormat>()
const maxFormats = 1000

/** Throws a `RangeError` for an unknown time zone. */
const createFormat = (timeZone: string) =>
  new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })

/** The name by which the host knows a time zone: one name for several spellings and aliases. `undefined`: there is no such zone. */
export function normalizeTimeZone(name: string): string | undefined {
  try {
    return createFormat(name).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** Local time of a time zone at `at`: the milliseconds at which a clock in UTC shows the same date and time. */
export function toLocalTime(at: Instant, timeZone: string): number {
  const format = formats.get(timeZone) ?? createFormat(timeZone)
  if (formats.size < maxFormats) formats.set(timeZone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + at - Math.floor(at / 1000) * 1000
}

/**
 * The moment of a local time: the first, where clocks are set back over it. Where they are set forward over it, the same time after the
 * clock change, as for a day without a midnight.
 */
export function findMoment(localTime: number, timeZone: string): Instant {
  const [before = 0, after = 0] = [-dayMs, dayMs].map((away) => {
    const near = localTime + away
    return localTime - (toLocalTime(near, timeZone) - near)
  })
  const moments = [Math.min(before, after), Math.max(before, after)]
  return moments.find((moment) => toLocalTime(moment, timeZone) === localTime) ?? before
}

/** Number of the day of `at` in a time zone; the day of 1 January 1970 is 0. */
export const getDayNumber = (at: Instant, timeZone: string): number => Math.floor(toLocalTime(at, timeZone) / dayMs)

/** The date of a day: `2026-11-25`. */
export const formatDay = (dayNumber: number): string => new Date(dayNumber * dayMs).toISOString().slice(0, 10)

/** Start of the day of `at` in a time zone: midnight, or the clock change that skips it. */
export const findStartOfDay = (at: Instant, timeZone: string): Instant => findMoment(getDayNumber(at, timeZone) * dayMs, timeZone)

/** Whether `moment` is in the last `days` days of a time zone before `at`, the day of `at` included. */
export const isInLastDays = (moment: Instant, days: number, at: Instant, timeZone: string): boolean =>
  // No clock is set back by a whole day, so that most moments are decided without their local time.
  at - moment < (days + 1) * dayMs && getDayNumber(at, timeZone) - getDayNumber(moment, timeZone) < days

/** The first moment of the last `days` days of a time zone before `at`, the day of `at` included: `isInLastDays` holds from then on. */
export const findStartOfLastDays = (days: number, at: Instant, timeZone: string): Instant =>
  findMoment((getDayNumber(at, timeZone) - days + 1) * dayMs, timeZone)
