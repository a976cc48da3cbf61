import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { Batch } from '#api/contract/batches/batch.ts'
import type { BatchCommands } from '#features/batches/state/use-batch-commands.ts'
import { useHeadline } from '#features/batches/state/use-headline.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { Sentence } from '#ui/sentence.tsx'
import { BatchControls } from './batch-controls.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { BatchResults } from './batch-results.tsx'
import styles from './batches-panel.module.css'

interface BatchEntryProps {
  readonly batch: Batch
  readonly isExpanded: boolean
  readonly commands: BatchCommands
  /** Shows the details of a batch; `null`: of none. */
  readonly onExpand: (batchId: string | null) => void
}

/** One batch of the panel: its headline and progress, and when it is expanded its results. */
export function BatchEntry({ batch, isExpanded, commands, onExpand }: BatchEntryProps) {
  const t = useTranslations()
  const id = useId()
  const writeHeadline = useHeadline()
  const { writeTime } = useTimeText()
  const person = isolateBidi(batch.startedBy.name)
  return (
    <li className={styles.entry}>
      <h3 className={styles.headline}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isExpanded}
          aria-controls={isExpanded ? id : undefined}
          onClick={() => onExpand(isExpanded ? null : batch.id)}
        >
          {writeHeadline(batch)}
        </button>
      </h3>
      <p className={styles.muted}>
        <Sentence text={t('batches.by', { person, when: writeTime(batch.startedAt) })} verbatim={[person]} />
      </p>
      <BatchProgress batch={batch} />
      {isExpanded && (
        <div id={id} className={styles.details}>
          {batch.state === 'cancelled' && <p>{t('batches.cancelled')}</p>}
          {batch.retryOf !== null && <p className={styles.muted}>{t('batches.retryOf')}</p>}
          {batch.retriedBy !== null && <p className={styles.muted}>{t('batches.retried')}</p>}
          {batch.reason !== null && <p>{t('batches.reason', { reason: t(`ending.${batch.reason}`) })}</p>}
          {batch.note !== '' && (
            <p dir="auto" translate="no" className={styles.note}>
              {batch.note}
            </p>
          )}
          <BatchControls batch={batch} commands={commands} onRetried={onExpand} />
          <BatchResults batch={batch} />
        </div>
      )}
    </li>
  )
}
