import { useFormatter } from 'use-intl'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'

/** Returns a function that writes a date and time in the reader's zone, with its name: for what may be copied, or read out to others. */
export function useZonedTimeText() {
  const format = useFormatter()
  const timeZone = useReaderTimeZone()
  return (at: string): string =>
    format.dateTime(new Date(at), {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    })
}
