import { useFormatter } from 'use-intl'

interface RelativeTimeProps {
  /** ISO 8601, as is `asOf`: the backend's time now. */
  readonly at: string
  readonly asOf: string
  /** Shown as an age if less than a week ago, otherwise as a date. */
  readonly display: 'age' | 'date'
}

const dayMs = 86_400_000

/** How far a change may lie ahead of `asOf` and still be now: it can arrive after the list, and clocks of servers differ a little. */
const toleranceMs = 60_000

/** A short time in the reader's time zone; the full time, with the zone, is in a tooltip. */
export function RelativeTime({ at, asOf, display }: RelativeTimeProps) {
  const format = useFormatter()
  const date = new Date(at)
  const now = new Date(asOf)
  const ageMs = now.getTime() - date.getTime()
  const writeYear = (moment: Date) => format.dateTime(moment, { year: 'numeric' })
  const text =
    display === 'age' && ageMs < 7 * dayMs && ageMs > -toleranceMs
      ? format.relativeTime(ageMs < 0 ? now : date, { now, style: 'short' })
      : format.dateTime(date, { day: 'numeric', month: 'short', ...(writeYear(date) !== writeYear(now) && { year: 'numeric' }) })
  return (
    <time dateTime={at} title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'long' })}>
      {text}
    </time>
  )
}
