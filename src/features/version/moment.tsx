import { useFormatter } from 'use-intl'

interface MomentProps {
  /** ISO 8601. */
  readonly at: string
  /** Told as an age as of this moment, where given; as a date otherwise. */
  readonly asOf?: string
}

const day = 86_400_000

/** A moment in few words; the whole of it when pointed at. */
export function Moment({ at, asOf }: MomentProps) {
  const format = useFormatter()
  const date = new Date(at)
  const age = asOf === undefined ? Infinity : Date.parse(asOf) - date.getTime()
  const words =
    age < 7 * day
      ? format.relativeTime(date, { now: new Date(asOf ?? at), style: 'short' })
      : format.dateTime(date, { day: 'numeric', month: 'short', ...(differsInYear(date, asOf) && { year: 'numeric' }) })
  return (
    <time dateTime={at} title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'short' })}>
      {words}
    </time>
  )
}

const differsInYear = (date: Date, asOf: string | undefined) => asOf !== undefined && date.getFullYear() !== new Date(asOf).getFullYear()
