import { useTimeZone } from 'use-intl'

/** The reader's time zone: that of the browser. Days are counted and times are written in it, except the dates of a journey. */
export const useReaderTimeZone = (): string => useTimeZone() ?? 'UTC'
