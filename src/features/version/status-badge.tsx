import { useTranslations } from 'use-intl'
import { isStatus, type Status } from '#domain/lifecycle.ts'
import { Shape, type ShapeName } from '#ui/status-shape.tsx'
import styles from './status-badge.module.css'
import { useWords } from './use-version-labels.ts'

const shapes: Readonly<Record<Status, ShapeName>> = {
  draft: 'outline',
  test: 'dotted',
  live: 'filled',
  paused: 'bars',
  closed: 'half',
  stopped: 'octagon',
  finished: 'check',
}

/** The status of a version, told by shape, colour and word; a draining one also says how many are left. */
export function StatusBadge({ status, peopleInside }: { readonly status: string; readonly peopleInside: number }) {
  const t = useTranslations()
  const words = useWords()
  if (!isStatus(status))
    return (
      <span className={styles.badge}>
        <Shape name="question" />
        {words.status(status)}
      </span>
    )
  return (
    <span className={`${styles.badge} ${styles[status] ?? ''}`}>
      <Shape name={shapes[status]} />
      <span className={styles.words}>
        {words.status(status)}
        {showsLeft[status] && <span className={styles.left}> · {t('left', { count: peopleInside })}</span>}
      </span>
    </span>
  )
}

const showsLeft: Readonly<Record<Status, boolean>> = {
  draft: false,
  test: false,
  live: false,
  paused: false,
  closed: true,
  stopped: false,
  finished: false,
}
