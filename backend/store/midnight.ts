import type { Instant } from '#domain/version.ts'

const day = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** Formatter for the local time of a time zone. Cached, because creating one is slow. */
function getClockFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

/** Offset of a time zone from UTC at `at`, in milliseconds; positive if ahead of UTC. */
function computeUtcOffsetMs(at: Instant, timeZone: string): number {
  const parts = Object.fromEntries(
    getClockFormat(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** Start of the day that contains `at`, in an IANA time zone. */
export function findStartOfDay(at: Instant, timeZone: string): Instant {
  const local = at + computeUtcOffsetMs(at, timeZone)
  const start = local - (((local % day) + day) % day)
  // The offset may have changed since midnight (daylight saving time), so use the offset at midnight.
  return start - computeUtcOffsetMs(start - computeUtcOffsetMs(at, timeZone), timeZone)
}
