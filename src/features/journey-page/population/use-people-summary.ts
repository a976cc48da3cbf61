import { useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Version } from '#api/contract/version.ts'
import { useTimeText } from '#features/version/use-time-text.ts'

/** Returns a one-sentence summary of a curve. */
export function usePeopleSummary() {
  const t = useTranslations()
  const { writeTime } = useTimeText()
  const formatDate = (at: string) => writeTime(at, 'long')
  return ({ finishedAt, receipts }: Version, { points, forecast }: PopulationSeries, markEstimate: (text: string) => string): string => {
    const count = points.at(-1)?.inside ?? 0
    const [latestReceipt] = receipts
    const stop = latestReceipt?.action === 'stop' ? latestReceipt : null
    // The curve may have been read before the version was ended: its forecast is obsolete then.
    if (forecast === null || (forecast.scenario === 'ifClosedNow' && latestReceipt))
      return stop ? t('overTime.stopped', { date: formatDate(stop.at), count: stop.stopped }) : t('overTime.inside', { count })
    const expected = markEstimate(formatDate(forecast.emptyAt))
    const before = latestReceipt?.peopleInside ?? 0
    if (finishedAt !== null) return t('overTime.finished', { before, expected, date: formatDate(finishedAt) })
    if (stop) return t('overTime.stoppedSooner', { expected, date: formatDate(stop.at) })
    return latestReceipt ? t('overTime.draining', { count, before, expected }) : t('overTime.ifClosedNow', { count, expected })
  }
}
