import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { counts } from './people-series.ts'
import type { Moment } from './people-timeline.ts'

/** Reads a moment of the curve out, in a sentence. */
export function useReading() {
  const t = useTranslations()
  const format = useFormatter()
  return ({ at, counted, expected, marks }: Moment, forecast: PopulationSeries['forecast']): string => {
    const said = [
      ...marks.map(({ type }) => t(`overTime.mark.${type}`)),
      ...(counted ? counts.map(({ count }) => t('overTime.says', { what: t(`overTime.line.${count}`), count: counted[count] })) : []),
      ...(expected && forecast ? [t('overTime.says', { what: t(`overTime.line.${forecast.scenario}`), count: expected.inside })] : []),
    ]
    return t('overTime.reading', {
      time: format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' }),
      said: format.list(said, { type: 'unit', style: 'short' }),
    })
  }
}
