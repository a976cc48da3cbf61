import { createContext, useContext, useMemo } from 'react'
import { useFormatter } from 'use-intl'
import { normalizeTimeZone } from '#domain/days.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'

interface JourneyTimeZone {
  readonly timeZone: string
  /** Whether it is not the reader's: then every time says its zone. */
  readonly differs: boolean
}

/** The time zone of the journey on the page; `null` where none is shown. */
export const JourneyTimeZoneContext = createContext<JourneyTimeZone | null>(null)

/** The value of the context for a journey. A zone that this browser does not know is replaced by the reader's. */
export function useJourneyTimeZone(journeyTimeZone: string): JourneyTimeZone {
  const readerTimeZone = useReaderTimeZone()
  return useMemo(() => {
    const known = normalizeTimeZone(journeyTimeZone)
    if (known === undefined) return { timeZone: readerTimeZone, differs: false }
    return { timeZone: journeyTimeZone, differs: known !== normalizeTimeZone(readerTimeZone) }
  }, [journeyTimeZone, readerTimeZone])
}

/** Returns functions that write a date and time in short, or with the month in full. */
export function useTimeText() {
  const format = useFormatter()
  const readerTimeZone = useReaderTimeZone()
  const journey = useContext(JourneyTimeZoneContext)
  const writeWithZone = (at: string | number, month: 'short' | 'long', timeZone: string): string =>
    format.dateTime(new Date(at), {
      day: 'numeric',
      month,
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    })
  return {
    /** The time zone of the journey, if it is not the reader's. */
    otherTimeZone: journey?.differs ? journey.timeZone : null,
    /** In the reader's time zone; with its name, where a date in another zone may stand beside it. */
    writeTime: (at: string | number, month: 'short' | 'long' = 'short'): string =>
      journey?.differs
        ? writeWithZone(at, month, readerTimeZone)
        : format.dateTime(new Date(at), { dateStyle: month === 'short' ? 'medium' : 'long', timeStyle: 'short' }),
    /** In the reader's time zone, with its name: for what leaves the page. */
    writeZonedTime: (at: string | number): string => writeWithZone(at, 'short', readerTimeZone),
    /** A date that belongs to the journey: in its time zone, with the name of that. */
    writeJourneyDate: (at: string, month: 'short' | 'long' = 'short'): string =>
      writeWithZone(at, month, journey?.timeZone ?? readerTimeZone),
  }
}
