import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Version } from '#api/contract/version.ts'

/** Says in a sentence what there is to be seen in a curve. */
export function useInAWord() {
  const t = useTranslations()
  const format = useFormatter()
  const date = (at: string) => format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'short' })
  return ({ finishedAt, receipts }: Version, { points, forecast }: PopulationSeries): string => {
    const count = points.at(-1)?.inside ?? 0
    const [last] = receipts
    // The curve may have been read before the version was ended: then nothing it foretells is true any more.
    const foretold = forecast?.scenario === 'ifClosedNow' && last ? null : forecast
    if (foretold === null && last?.action === 'stop') return t('overTime.stopped', { date: date(last.at), count: last.stopped })
    if (foretold === null) return t('overTime.inside', { count })
    const expected = date(foretold.emptyAt)
    if (finishedAt !== null) return t('overTime.finished', { before: last?.peopleInside ?? 0, expected, date: date(finishedAt) })
    if (last?.action === 'stop') return t('overTime.stoppedSooner', { expected, date: date(last.at) })
    return foretold.scenario === 'closed' && last
      ? t('overTime.draining', { count, before: last.peopleInside, expected })
      : t('overTime.ifClosedNow', { count, expected })
  }
}
