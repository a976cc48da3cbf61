import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { batchOptions } from '#api/queries/batches.ts'
import { useBatches } from '#features/batches/state/batches-context.ts'
import '#i18n/batch-messages.ts'
import styles from './batch-reference.module.css'

/** Names the batch that a change was part of, and opens it. Its size is said once it has been read. */
export function BatchReference({ batchId }: { readonly batchId: string }) {
  const t = useTranslations()
  const { showBatches } = useBatches()
  const selected = useInfiniteQuery(batchOptions(batchId, null)).data?.pages[0]?.selected
  return (
    <button type="button" className={styles.reference} onClick={() => showBatches(batchId)}>
      {selected === undefined ? t('batches.partUnknown') : t('batches.part', { count: selected })}
    </button>
  )
}
