import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { counts } from './people-series.ts'
import type { Moment } from './people-timeline.ts'
import styles from './people-table.module.css'

interface PeopleTableProps {
  readonly moments: readonly Moment[]
  readonly forecast: PopulationSeries['forecast']
}

/** The curve as a table: every moment with all its numbers. */
export function PeopleTable({ moments, forecast }: PeopleTableProps) {
  const t = useTranslations()
  const format = useFormatter()
  const number = (value: number | undefined) => (value === undefined ? '–' : format.number(value))
  const [inside, ...grown] = counts
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: whoever has no pointer scrolls it by keyboard
    <div role="region" aria-label={t('overTime.table')} tabIndex={0} className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('overTime.time')}</th>
            <th scope="col">{t(`overTime.line.${inside.count}`)}</th>
            {forecast && <th scope="col">{t(`overTime.line.${forecast.scenario}`)}</th>}
            {grown.map(({ count }) => (
              <th key={count} scope="col">
                {t(`overTime.line.${count}`)}
              </th>
            ))}
            <th scope="col">{t('overTime.happened')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map(({ at, counted, expected, marks }) => (
            <tr key={at}>
              <th scope="row">
                <time dateTime={new Date(at).toISOString()}>{format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}</time>
              </th>
              <td>{number(counted?.[inside.count])}</td>
              {forecast && <td>{number(expected?.inside)}</td>}
              {grown.map(({ count }) => (
                <td key={count}>{number(counted?.[count])}</td>
              ))}
              <td>
                {format.list(
                  marks.map(({ type }) => t(`overTime.mark.${type}`)),
                  { type: 'unit', style: 'short' },
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
