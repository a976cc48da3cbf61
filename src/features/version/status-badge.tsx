import { useTranslations } from 'use-intl'
import { isStatus, type Status } from '#domain/lifecycle.ts'
import { StatusShape, type StatusShapeName } from '#ui/status-shape.tsx'
import styles from './status-badge.module.css'
import { useVersionLabels } from './use-version-labels.ts'

const shapes: Readonly<Record<Status, StatusShapeName>> = {
  draft: 'outline',
  test: 'dotted',
  live: 'filled',
  paused: 'bars',
  closed: 'half',
  stopped: 'octagon',
  finished: 'check',
}

/** The status of a version by shape, colour and word; a draining one also shows the number of people inside. */
export function StatusBadge({ status, peopleInside }: { readonly status: string; readonly peopleInside: number }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  if (!isStatus(status))
    return (
      <span className={styles.badge}>
        <StatusShape name="question" />
        <span>{labels.status(status)}</span>
      </span>
    )
  return (
    <span className={`${styles.badge} ${styles[status] ?? ''}`}>
      <StatusShape name={shapes[status]} />
      <span className={styles.words}>
        <span>{labels.status(status)}</span>
        {showsPeopleLeft[status] && <span className={styles.left}>{` · ${t('left', { count: peopleInside })}`}</span>}
      </span>
    </span>
  )
}

const showsPeopleLeft: Readonly<Record<Status, boolean>> = {
  draft: false,
  test: false,
  live: false,
  paused: false,
  closed: true,
  stopped: false,
  finished: false,
}
