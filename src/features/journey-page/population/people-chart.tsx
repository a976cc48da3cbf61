import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { Chart } from '#ui/chart/chart.tsx'
import type { ChartMark, LineStyle, Series } from '#ui/chart/series.ts'
import { peopleSeries } from './people-series.ts'
import type { PeopleMoment } from './people-timeline.ts'
import { useEstimateMark } from './use-estimate-mark.ts'
import { useMomentDescription } from './use-moment-description.ts'

interface PeopleChartProps {
  readonly people: PopulationSeries
  readonly moments: readonly PeopleMoment[]
  readonly selectedIndex: number
  readonly isPointed: boolean
  readonly onSelect: (index: number | null) => void
}

/** People inside, counted and forecast; below, on a separate scale, the cumulative entrances and outcomes. */
export function PeopleChart({ people, moments, selectedIndex, isPointed, onSelect }: PeopleChartProps) {
  const t = useTranslations()
  const describeMoment = useMomentDescription(people)
  const marks = useMarks(people, moments.at(-1)?.at ?? 0)
  const moment = moments[selectedIndex]
  const toSeries = ({ count, lineStyle }: (typeof peopleSeries)[number]): Series => ({
    name: count,
    label: count === 'inside' ? null : t(`overTime.series.${count}`),
    lineStyle,
    points: people.points.map((point) => ({ at: Date.parse(point.at), value: point[count] })),
  })
  const [inside, ...cumulative] = peopleSeries
  const toExpectedSeries = (lineStyle: LineStyle): readonly Series[] =>
    people.forecast === null
      ? []
      : [
          {
            name: people.forecast.scenario,
            label: t(`overTime.series.${people.forecast.scenario}`),
            lineStyle,
            points: people.forecast.points.map((point) => ({ at: Date.parse(point.at), value: point.inside })),
          },
        ]
  return (
    <Chart
      sliderLabel={t('overTime.moment')}
      panels={[
        { title: t('overTime.panel.inside'), height: 180, series: [toSeries(inside), ...toExpectedSeries('expected')] },
        {
          title: t('overTime.panel.cumulative'),
          height: 120,
          // A line that stays at zero adds nothing to the numbers.
          series: cumulative
            .map(toSeries)
            .filter(({ lineStyle, points }) => lineStyle === 'solid' || points.some(({ value }) => value > 0)),
        },
      ]}
      marks={marks}
      moments={moments.map(({ at }) => at)}
      selectedIndex={selectedIndex}
      isPointed={isPointed}
      valueText={moment ? describeMoment(moment) : ''}
      onSelect={onSelect}
    />
  )
}

/** Marks: history events, now if the curve continues, and the forecast end of the drain. */
function useMarks(people: PopulationSeries, lastAt: number): readonly ChartMark[] {
  const { asOf, forecast, marks } = people
  const markEstimate = useEstimateMark(people)
  const t = useTranslations()
  const format = useFormatter()
  const now = Date.parse(asOf)
  const emptyAt = forecast ? Date.parse(forecast.emptyAt) : Infinity
  return [
    ...marks.map(({ at, type }) => ({ at: Date.parse(at), label: t(`overTime.mark.${type}`), variant: 'happened' as const })),
    ...(now < lastAt ? [{ at: now, label: t('overTime.now'), variant: 'now' as const }] : []),
    ...(now < emptyAt && emptyAt <= lastAt
      ? [
          {
            at: emptyAt,
            label: t('overTime.emptyOn', { date: markEstimate(format.dateTime(emptyAt, { day: 'numeric', month: 'short' })) }),
            variant: 'expected' as const,
          },
        ]
      : []),
  ]
}
