/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- browsers forget the roles of a table whose rows are laid out otherwise, as on a narrow screen */
import type { CSSProperties } from 'react'
import { Link } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import type { ActivityWithPeople, Version } from '#api/contract/version.ts'
import { pageOf } from '#features/version/version-path.ts'
import { isolate } from '#features/version/use-version-labels.ts'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { ActivityIcon } from '#features/journey-page/path/activities/activity-icon.tsx'
import { layOut, type Placed } from '#features/journey-page/path/activities/flatten-path.ts'
import styles from './path-table.module.css'
import { useDuration } from '#features/journey-page/path/activities/use-duration.ts'
import { usePathWords } from '#features/journey-page/path/activities/use-path-labels.ts'

const heir = passFocusTo()

const counts = ['inside', 'passed', 'stopped', 'timedOut'] as const

/** The path as a table: the activities in walking order, each branch followed to its end before the next. */
export function PathTable({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const steps = layOut(version.activities)
  const fullest = Math.max(1, ...steps.map(({ activity }) => activity.inside))
  return (
    <table role="table" className={styles.table}>
      <caption className={styles.caption}>{t('path.caption', { type: t(`type.${version.type}`), count: version.people.entered })}</caption>
      <thead role="rowgroup" className={styles.head}>
        <tr role="row" className={styles.row}>
          {(['activity', 'kind', ...counts, 'waysOut'] as const).map((column) => (
            <th key={column} role="columnheader" scope="col" className={styles[column]}>
              {t(`path.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {steps.map((step) => (
          <Row key={step.activity.id} step={step} steps={steps} fullest={fullest} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly step: Placed
  readonly steps: readonly Placed[]
  readonly fullest: number
}

function Row({ step: { activity, depth }, steps, fullest }: RowProps) {
  const t = useTranslations()
  const format = useFormatter()
  return (
    <tr role="row" className={styles.row}>
      <th role="rowheader" scope="row" className={styles.activity} style={{ '--depth': Math.min(depth, 6) } as CSSProperties} dir="auto">
        {activity.name}
      </th>
      <Kind activity={activity} />
      {counts.map((count) => (
        <td key={count} role="cell" className={`${styles[count] ?? ''} ${activity[count] === 0 ? styles.none : ''}`}>
          <span className={styles.label} aria-hidden>
            {t(`path.column.${count}`)}
          </span>
          {format.number(activity[count])}
          {count === 'inside' && (
            <span className={styles.bar} style={{ '--full': activity.inside / fullest } as CSSProperties} aria-hidden />
          )}
        </td>
      ))}
      <td role="cell" className={styles.waysOut}>
        <WaysOut activity={activity} steps={steps} />
      </td>
    </tr>
  )
}

function Kind({ activity }: { readonly activity: ActivityWithPeople }) {
  const t = useTranslations()
  const duration = useDuration()
  const takes = duration(activity.durationMs)
  return (
    <td role="cell" className={styles.kind}>
      <span className={styles.sign}>
        <ActivityIcon kind={activity.kind} />
      </span>
      {t(`kind.${activity.kind}`)}
      {activity.promised && <span className={styles.promised}>{t('path.promised')}</span>}
      {takes && <span className={styles.takes}>{takes}</span>}
    </td>
  )
}

function WaysOut({ activity, steps }: Pick<RowProps, 'steps'> & { readonly activity: ActivityWithPeople }) {
  const t = useTranslations()
  const format = useFormatter()
  const words = usePathWords()
  const jump = words.jump(activity)
  return (
    <>
      {activity.next.length > 0 && (
        <ul className={styles.ways}>
          {activity.next.map((way) => (
            <li key={way.to}>
              <span dir="auto">{words.way(way)}</span> <span className={styles.taken}>{format.number(way.peopleTaken)}</span>{' '}
              <span className={styles.to}>
                {t('path.to', { activity: isolate(steps.find((step) => step.activity.id === way.to)?.activity.name ?? way.to) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {jump &&
        (activity.jumpTarget ? (
          <Link ref={heir} to={pageOf(activity.jumpTarget)}>
            {jump}
          </Link>
        ) : (
          jump
        ))}
    </>
  )
}
