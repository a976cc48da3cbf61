import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { LineSample } from '#ui/chart/line-sample.tsx'
import type { LineLook } from '#ui/chart/series.ts'
import { counts } from './people-series.ts'
import type { Moment } from './people-timeline.ts'
import styles from './people-readout.module.css'

interface PeopleReadoutProps {
  readonly moment: Moment
  readonly forecast: PopulationSeries['forecast']
}

/** The numbers of a moment; they also say which line is whose. */
export function PeopleReadout({ moment, forecast }: PeopleReadoutProps) {
  const t = useTranslations()
  const format = useFormatter()
  const { at, counted, expected, marks } = moment
  const [inside, ...grown] = counts.map(({ count, look }) => ({ name: t(`overTime.line.${count}`), look, value: counted?.[count] ?? null }))
  const foreseen: readonly Reading[] = forecast
    ? [{ name: t(`overTime.line.${forecast.scenario}`), look: 'expected', value: expected?.inside ?? null }]
    : []
  return (
    <div className={styles.readout}>
      <p className={styles.when}>
        <time dateTime={new Date(at).toISOString()} className={styles.time}>
          {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
        </time>
        {marks.map((mark) => (
          <span key={`${mark.at} ${mark.type}`} className={styles.mark}>
            {t(`overTime.mark.${mark.type}`)}
          </span>
        ))}
      </p>
      <dl className={styles.numbers}>
        {[...(inside ? [inside] : []), ...foreseen, ...grown].map(({ name, look, value }) => (
          <div key={name} className={styles.number}>
            <dt className={styles.name}>
              <LineSample look={look} />
              {name}
            </dt>
            <dd className={styles.value}>{value === null ? '–' : format.number(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface Reading {
  readonly name: string
  readonly look: LineLook
  readonly value: number | null
}
