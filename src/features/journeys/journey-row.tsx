import { Link } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { peopleMayBeInside, type Permission } from '#domain/lifecycle.ts'
import { Moment } from '#features/version/moment.tsx'
import { pageOf } from '#features/version/page-of.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useWords } from '#features/version/words.ts'
import styles from './journey-table.module.css'
import { QuickActions } from './quick-actions.tsx'

interface JourneyRowProps {
  readonly row: VersionSummary
  /** Its place in the table, the heading being 1. */
  readonly index: number
  /** The backend's time, from which ages are told. */
  readonly asOf: string
  readonly permissions: readonly Permission[]
}

/** One version in the list. */
export function JourneyRow({ row, index, asOf, permissions }: JourneyRowProps) {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
  return (
    <div role="row" aria-rowindex={index} className={`${styles.row} ${styles.body}`}>
      <div role="rowheader" className={styles.name}>
        <Link to={pageOf(row)} className={styles.link} title={row.name}>
          <bdi>{row.name}</bdi>
        </Link>
      </div>
      <div role="cell" className={styles.version}>
        {words.short(row)}
      </div>
      <div role="cell" className={styles.status}>
        <StatusBadge status={row.status} peopleInside={row.peopleInside} />
      </div>
      <div role="cell" className={styles.people}>
        {peopleMayBeInside(row.status) ? (
          <span data-unit={t('people.inside', { count: row.peopleInside })}>{format.number(row.peopleInside)}</span>
        ) : (
          '–'
        )}
      </div>
      <div role="cell" className={styles.updated}>
        <Moment at={row.updatedAt} asOf={asOf} as="age" />
      </div>
      <div role="cell" className={styles.ended}>
        {row.ended && (
          <span className={styles.endedText} title={words.whyEnded(row.ended)}>
            <Moment at={row.ended.at} asOf={asOf} as="date" /> · {words.whyEnded(row.ended)}
          </span>
        )}
      </div>
      <div role="cell" className={styles.actions}>
        <QuickActions version={row} permissions={permissions} />
      </div>
    </div>
  )
}
