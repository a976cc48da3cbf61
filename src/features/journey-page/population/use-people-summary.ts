import { useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Version } from '#api/contract/version.ts'
import { useTimeText } from '#features/version/use-time-text.ts'

/** Returns a one-sentence summary of a curve. */
export function usePeopleSummary() {
  const t = useTranslations()
  const { writeTime } = useTimeText()
  const formatDate = (at: string) => writeTime(at, 'long')
  return ({ finishedAt, receipts }: Version, { points, forecast }: PopulationSeries): string => {
    const count = points.at(-1)?.inside ?? 0
    const [latestReceipt] = receipts
    // The curve may have been read before the version was ended: its forecast is obsolete then.
    const validForecast = forecast?.scenario === 'ifClosedNow' && latestReceipt ? null : forecast
    if (validForecast === null && latestReceipt?.action === 'stop')
      return t('overTime.stopped', { date: formatDate(latestReceipt.at), count: latestReceipt.stopped })
    if (validForecast === null) return t('overTime.inside', { count })
    const expected = formatDate(validForecast.emptyAt)
    if (finishedAt !== null)
      return t('overTime.finished', { before: latestReceipt?.peopleInside ?? 0, expected, date: formatDate(finishedAt) })
    if (latestReceipt?.action === 'stop') return t('overTime.stoppedSooner', { expected, date: formatDate(latestReceipt.at) })
    return validForecast.scenario === 'closed' && latestReceipt
      ? t('overTime.draining', { count, before: latestReceipt.peopleInside, expected })
      : t('overTime.ifClosedNow', { count, expected })
  }
}
