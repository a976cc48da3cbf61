import { useTranslations } from 'use-intl'
import type { Batch } from '#api/contract/batches/batch.ts'
import styles from './batch-progress.module.css'

/** How many versions of a batch have their result. */
export function BatchProgress({ batch: { selected, counts } }: { readonly batch: Batch }) {
  const t = useTranslations()
  const settled = selected - counts.pending
  return (
    <div
      role="progressbar"
      aria-label={t('batches.progress')}
      aria-valuemin={0}
      aria-valuemax={selected}
      aria-valuenow={settled}
      aria-valuetext={t('batches.progressText', { settled, selected })}
      className={styles.track}
    >
      {(['done', 'refused', 'failed', 'cancelled'] as const).map((state) => (
        <div key={state} className={`${styles.part} ${styles[state] ?? ''}`} style={{ flexGrow: counts[state] }} />
      ))}
      <div className={styles.part} style={{ flexGrow: counts.pending }} />
    </div>
  )
}
