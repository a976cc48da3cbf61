import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { Chart } from '#ui/chart/chart.tsx'
import type { ChartMark, LineLook, Series } from '#ui/chart/series.ts'
import { counts } from './people-series.ts'
import type { Moment } from './people-timeline.ts'
import { useReading } from './use-moment-description.ts'

interface PeopleChartProps {
  readonly people: PopulationSeries
  readonly moments: readonly Moment[]
  readonly read: number
  readonly isPointed: boolean
  readonly onPoint: (index: number | null) => void
}

/** Those inside, counted and expected; and below, on a scale of their own, all who have entered and what became of them. */
export function PeopleChart({ people, moments, read, isPointed, onPoint }: PeopleChartProps) {
  const t = useTranslations()
  const reading = useReading()
  const marks = useMarks(people, moments.at(-1)?.at ?? 0)
  const moment = moments[read]
  const counted = ({ count, look }: (typeof counts)[number]): Series => ({
    name: count,
    label: count === 'inside' ? null : t(`overTime.line.${count}`),
    look,
    points: people.points.map((point) => ({ at: Date.parse(point.at), value: point[count] })),
  })
  const [inside, ...grown] = counts
  const expected = (look: LineLook): readonly Series[] =>
    people.forecast === null
      ? []
      : [
          {
            name: people.forecast.scenario,
            label: t(`overTime.line.${people.forecast.scenario}`),
            look,
            points: people.forecast.points.map((point) => ({ at: Date.parse(point.at), value: point.inside })),
          },
        ]
  return (
    <Chart
      name={t('overTime.moment')}
      panels={[
        { title: t('overTime.panel.inside'), height: 180, series: [counted(inside), ...expected('expected')] },
        {
          title: t('overTime.panel.grown'),
          height: 120,
          // A line that never leaves the ground says nothing that the numbers do not.
          series: grown.map(counted).filter(({ look, points }) => look === 'solid' || points.some(({ value }) => value > 0)),
        },
      ]}
      marks={marks}
      moments={moments.map(({ at }) => at)}
      read={read}
      isPointed={isPointed}
      reading={moment ? reading(moment, people.forecast) : ''}
      onPoint={onPoint}
    />
  )
}

/** What happened, where now is on a curve that goes on, and when nobody will be inside. */
function useMarks({ asOf, forecast, marks }: PopulationSeries, end: number): readonly ChartMark[] {
  const t = useTranslations()
  const format = useFormatter()
  const now = Date.parse(asOf)
  const empty = forecast ? Date.parse(forecast.emptyAt) : Infinity
  return [
    ...marks.map(({ at, type }) => ({ at: Date.parse(at), label: t(`overTime.mark.${type}`), look: 'happened' as const })),
    ...(now < end ? [{ at: now, label: t('overTime.now'), look: 'now' as const }] : []),
    ...(now < empty && empty <= end
      ? [
          {
            at: empty,
            label: t('overTime.emptyOn', { date: format.dateTime(empty, { day: 'numeric', month: 'short' }) }),
            look: 'expected' as const,
          },
        ]
      : []),
  ]
}
