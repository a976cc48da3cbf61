import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { peopleSeries } from './people-series.ts'
import type { PeopleMoment } from './people-timeline.ts'

/** Returns a sentence that describes one moment of the curve. */
export function useMomentDescription() {
  const t = useTranslations()
  const format = useFormatter()
  return ({ at, counted, expected, marks }: PeopleMoment, forecast: PopulationSeries['forecast']): string => {
    const parts = [
      ...marks.map(({ type }) => t(`overTime.mark.${type}`)),
      ...(counted
        ? peopleSeries.map(({ count }) => t('overTime.value', { name: t(`overTime.series.${count}`), count: counted[count] }))
        : []),
      ...(expected && forecast ? [t('overTime.value', { name: t(`overTime.series.${forecast.scenario}`), count: expected.inside })] : []),
    ]
    return t('overTime.momentValues', {
      time: format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' }),
      values: format.list(parts, { type: 'unit', style: 'short' }),
    })
  }
}
