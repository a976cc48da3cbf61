import { useFormatter, useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { peopleSeries } from './people-series.ts'
import type { PeopleMoment } from './people-timeline.ts'
import { useEstimateMark } from './use-estimate-mark.ts'
import styles from './people-table.module.css'

interface PeopleTableProps {
  readonly moments: readonly PeopleMoment[]
  readonly people: PopulationSeries
}

/** The curve as a table: all moments with all numbers. */
export function PeopleTable({ moments, people }: PeopleTableProps) {
  const { forecast } = people
  const markEstimate = useEstimateMark(people)
  const t = useTranslations()
  const format = useFormatter()
  const { writeTime } = useTimeText()
  const formatCount = (value: number | undefined) => (value === undefined ? '–' : format.number(value))
  const [inside, ...cumulative] = peopleSeries
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable region: it must be reachable by keyboard
    <div role="region" aria-label={t('overTime.table')} tabIndex={0} className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('overTime.time')}</th>
            <th scope="col">{t(`overTime.series.${inside.count}`)}</th>
            {forecast && <th scope="col">{t(`overTime.series.${forecast.scenario}`)}</th>}
            {cumulative.map(({ count }) => (
              <th key={count} scope="col">
                {t(`overTime.series.${count}`)}
              </th>
            ))}
            <th scope="col">{t('overTime.happened')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map(({ at, counted, expected, marks }) => (
            <tr key={at}>
              <th scope="row">
                <time dateTime={new Date(at).toISOString()}>{writeTime(at)}</time>
              </th>
              <td>{formatCount(counted?.[inside.count])}</td>
              {forecast && <td>{expected ? markEstimate(formatCount(expected.inside)) : '–'}</td>}
              {cumulative.map(({ count }) => (
                <td key={count}>{formatCount(counted?.[count])}</td>
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
