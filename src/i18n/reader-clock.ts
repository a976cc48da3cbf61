import { findMoment, toLocalTime } from '#domain/days.ts'
import { useReaderTimeZone } from './reader-time-zone.ts'

/** Converts between moments and the reader's local time. */
export interface ReaderClock {
  readonly toLocalTime: (at: number) => number
  readonly findMoment: (localTime: number) => number
}

/** The clock of the reader's time zone. */
export function useReaderClock(): ReaderClock {
  const timeZone = useReaderTimeZone()
  return { toLocalTime: (at) => toLocalTime(at, timeZone), findMoment: (localTime) => findMoment(localTime, timeZone) }
}
