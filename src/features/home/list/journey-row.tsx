import { Link } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { mayHoldPeople, type Permission } from '#domain/lifecycle.ts'
import { useWhatHappened } from '#features/version/use-history-sentence.ts'
import { Moment } from '#features/version/relative-time.tsx'
import { pageOf } from '#features/version/version-path.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useWords } from '#features/version/use-version-labels.ts'
import { passFocusOn } from '#ui/input/focus-fallback.ts'
import styles from './journey-table.module.css'
import { QuickActions } from './quick-actions.tsx'

interface JourneyRowProps {
  readonly row: VersionSummary
  /** Whether the version was deleted while somebody looks at its row. */
  readonly state: 'there' | 'deleted'
  /** What is known of that. */
  readonly deletion: HistoryEntry | undefined
  /** Its place in the table, the heading being 1. */
  readonly index: number
  /** The backend's time, from which ages are told. */
  readonly asOf: string
  readonly permissions: readonly Permission[]
}

/** One version in the list. */
export function JourneyRow({ row, state, deletion, index, asOf, permissions }: JourneyRowProps) {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
  const whatHappened = useWhatHappened()
  const deleted = state === 'deleted'
  const told = whatHappened(deletion)
  return (
    <div ref={passFocusOn} role="row" aria-rowindex={index} className={`${styles.row} ${styles.body} ${deleted ? styles.deleted : ''}`}>
      <div role="rowheader" className={styles.name}>
        <Link to={pageOf(row)} className={styles.link} title={row.name}>
          <bdi>{row.name}</bdi>
        </Link>
      </div>
      <div role="cell" className={styles.version}>
        {words.short(row)}
      </div>
      <div role="cell" className={styles.status}>
        {deleted ? t('home.deleted') : <StatusBadge status={row.status} peopleInside={row.peopleInside} />}
      </div>
      <div role="cell" className={styles.people}>
        {mayHoldPeople(row.status) && !deleted ? (
          <span data-unit={t('people.inside', { count: row.peopleInside })}>{format.number(row.peopleInside)}</span>
        ) : (
          '–'
        )}
      </div>
      <div role="cell" className={styles.updated}>
        <Moment at={row.updatedAt} asOf={asOf} as="age" />
      </div>
      <div role="cell" className={styles.ended}>
        {told !== undefined && (
          <span className={styles.endedText} title={told}>
            {told}
          </span>
        )}
        {row.ended && !deleted && (
          <span className={styles.endedText} title={words.whyEnded(row.ended)}>
            <Moment at={row.ended.at} asOf={asOf} as="date" /> · {words.whyEnded(row.ended)}
          </span>
        )}
      </div>
      <div role="cell" className={styles.actions}>
        <QuickActions version={row} permissions={permissions} unavailable={deleted ? t('problem.deleted') : undefined} />
      </div>
    </div>
  )
}
