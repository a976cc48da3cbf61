import { useId, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import styles from './ending-comparison.module.css'
import { FigureList, type Figure } from './stat-list.tsx'

interface ComparisonProps {
  readonly closing: readonly Figure[]
  readonly stopping: readonly Figure[]
  /** The button that leads to closing. */
  readonly instead: ReactNode
}

/** Both endings side by side, number by number; the gentle one recommended, with the way to it. */
export function Comparison({ closing, stopping, instead }: ComparisonProps) {
  const t = useTranslations()
  const id = useId()
  return (
    <div className={styles.comparison}>
      <div role="group" aria-labelledby={`${id}-close`} className={`${styles.ending} ${styles.recommended}`}>
        <h3 id={`${id}-close`} className={styles.heading}>
          {t('action.close')} <span className={styles.badge}>{t('impact.recommended')}</span>
        </h3>
        <FigureList figures={closing} />
        <div className={styles.way}>{instead}</div>
      </div>
      <div role="group" aria-labelledby={`${id}-stop`} className={styles.ending}>
        <h3 id={`${id}-stop`} className={styles.heading}>
          {t('action.stop')}
        </h3>
        <FigureList figures={stopping} />
      </div>
    </div>
  )
}
