import { useId, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import styles from './ending-comparison.module.css'
import type { Stat } from './impact-stats.ts'
import { StatList } from './stat-list.tsx'
import { TextPart } from '#ui/text-part.tsx'

interface EndingComparisonProps {
  readonly closing: readonly Stat[]
  readonly stopping: readonly Stat[]
  /** The button that switches to closing. */
  readonly closeInstead: ReactNode
}

/** Both endings side by side, number by number. Closing is recommended, with a button that switches to it. */
export function EndingComparison({ closing, stopping, closeInstead }: EndingComparisonProps) {
  const t = useTranslations()
  const id = useId()
  return (
    <div className={styles.comparison}>
      <div role="group" aria-labelledby={`${id}-close`} className={`${styles.ending} ${styles.recommended}`}>
        <h3 id={`${id}-close`} className={styles.heading}>
          <TextPart>{t('action.close')}</TextPart>
          <span className={styles.badge}>{t('impact.recommended')}</span>
        </h3>
        <StatList stats={closing} />
        <div className={styles.closeInstead}>{closeInstead}</div>
      </div>
      <div role="group" aria-labelledby={`${id}-stop`} className={styles.ending}>
        <h3 id={`${id}-stop`} className={styles.heading}>
          {t('action.stop')}
        </h3>
        <StatList stats={stopping} />
      </div>
    </div>
  )
}
