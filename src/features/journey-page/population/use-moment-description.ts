import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { peopleSeries } from './people-series.ts'
import { useEstimateMark } from './use-estimate-mark.ts'
import type { PeopleMoment } from './people-timeline.ts'

/** Returns a sentence that describes one moment of the curve. */
export function useMomentDescription(people: PopulationSeries) {
  const { forecast } = people
  const markEstimate = useEstimateMark(people)
  const t = useTranslations()
  const format = useFormatter()
  const { writeTime } = useTimeText()
  return ({ at, counted, expected, marks }: PeopleMoment): string => {
    const parts = [
      ...marks.map(({ type }) => t(`overTime.mark.${type}`)),
      ...(counted
        ? peopleSeries.map(({ count }) => t('overTime.value', { name: t(`overTime.series.${count}`), count: counted[count] }))
        : []),
      ...(expected && forecast
        ? [markEstimate(t('overTime.value', { name: t(`overTime.series.${forecast.scenario}`), count: expected.inside }))]
        : []),
    ]
    return t('overTime.momentValues', {
      time: writeTime(at, 'long'),
      values: format.list(parts, { type: 'unit', style: 'short' }),
    })
  }
}
