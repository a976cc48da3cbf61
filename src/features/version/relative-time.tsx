import { useFormatter } from 'use-intl'

interface RelativeTimeProps {
  /** ISO 8601, as is `asOf`: the backend's time now. */
  readonly at: string
  readonly asOf: string
  /** Told as an age while it is less than a week ago, or as a date. */
  readonly display: 'age' | 'date'
}

const dayMs = 86_400_000

/** A moment in few words; the whole of it when pointed at. */
export function RelativeTime({ at, asOf, display }: RelativeTimeProps) {
  const format = useFormatter()
  const date = new Date(at)
  const now = new Date(asOf)
  const text =
    display === 'age' && now.getTime() - date.getTime() < 7 * dayMs
      ? format.relativeTime(date, { now, style: 'short' })
      : format.dateTime(date, { day: 'numeric', month: 'short', ...(date.getFullYear() !== now.getFullYear() && { year: 'numeric' }) })
  return (
    <time dateTime={at} title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'short' })}>
      {text}
    </time>
  )
}
