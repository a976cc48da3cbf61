import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { LineSample } from '#ui/chart/line-sample.tsx'
import type { LineStyle } from '#ui/chart/series.ts'
import { peopleSeries } from './people-series.ts'
import type { PeopleMoment } from './people-timeline.ts'
import { useEstimateMark } from './use-estimate-mark.ts'
import styles from './people-readout.module.css'

interface PeopleReadoutProps {
  readonly moment: PeopleMoment
  readonly people: PopulationSeries
}

/** The numbers of one moment; also the legend of the lines. */
export function PeopleReadout({ moment, people }: PeopleReadoutProps) {
  const { forecast } = people
  const markEstimate = useEstimateMark(people)
  const t = useTranslations()
  const format = useFormatter()
  const { writeTime } = useTimeText()
  const { at, counted, expected, marks } = moment
  const writeCount = (count: number | undefined) => (count === undefined ? '–' : format.number(count))
  const [inside, ...cumulative] = peopleSeries.map(({ count, lineStyle }) => ({
    name: t(`overTime.series.${count}`),
    lineStyle,
    value: writeCount(counted?.[count]),
  }))
  const forecastValues: readonly ReadoutValue[] = forecast
    ? [
        {
          name: t(`overTime.series.${forecast.scenario}`),
          lineStyle: 'expected',
          value: expected ? markEstimate(writeCount(expected.inside)) : writeCount(undefined),
        },
      ]
    : []
  return (
    <div className={styles.readout}>
      <p className={styles.when}>
        <time dateTime={new Date(at).toISOString()} className={styles.time}>
          {writeTime(at)}
        </time>
        {marks.map((mark) => (
          <span key={`${mark.at} ${mark.type}`} className={styles.mark}>
            {t(`overTime.mark.${mark.type}`)}
          </span>
        ))}
      </p>
      <dl className={styles.numbers}>
        {[...(inside ? [inside] : []), ...forecastValues, ...cumulative].map(({ name, lineStyle, value }) => (
          <div key={name} className={styles.number}>
            <dt className={styles.name}>
              <LineSample lineStyle={lineStyle} />
              <span>{name}</span>
            </dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface ReadoutValue {
  readonly name: string
  readonly lineStyle: LineStyle
  readonly value: string
}
