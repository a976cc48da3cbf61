import { useFormatter, useTranslations } from 'use-intl'

/** The time and the basis of numbers of people, as a response says them. */
interface Measurement {
  readonly asOf: string
  readonly peopleAsOf?: string | undefined
  readonly basis?: 'exact' | 'estimate' | undefined
}

/** Numbers that are older than this against their response show their age, in milliseconds. */
const maxAgeMs = 60_000

/** What has to be known about numbers that are estimated, or older than their response; `null` for others. */
export function useMeasurementSentence(): (measurement: Measurement | undefined) => string | null {
  const t = useTranslations()
  const format = useFormatter()
  return (measurement) => {
    if (measurement === undefined) return null
    const { asOf, peopleAsOf = asOf, basis } = measurement
    const isEstimated = basis === 'estimate'
    if (Date.parse(asOf) - Date.parse(peopleAsOf) <= maxAgeMs) return isEstimated ? t('measurement.estimated') : null
    const time = format.dateTime(new Date(peopleAsOf), { dateStyle: 'medium', timeStyle: 'short' })
    return t(isEstimated ? 'measurement.estimatedOld' : 'measurement.old', { time })
  }
}
