import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Batch, BatchItem } from '#api/contract/batches/batch.ts'
import { batchOptions } from '#api/queries/batches.ts'
import { loadNextPage } from '#api/queries/next-page.ts'
import { batchItemStates, type BatchItemState } from '#domain/batch.ts'
import { useBatchReason } from '#features/batches/state/use-batch-reason.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { Button } from '#ui/input/button.tsx'
import { Segmented } from '#ui/input/segmented.tsx'
import { Link } from '#ui/navigation/link.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './batches-panel.module.css'

/** The result of each version of a batch, with a filter by result. The numbers in the filter are the counts of the batch. */
export function BatchResults({ batch }: { readonly batch: Batch }) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const [state, setState] = useState<BatchItemState | 'all'>('all')
  const details = useInfiniteQuery(batchOptions(batch.id, state === 'all' ? null : state))
  const items = details.data?.pages.flatMap((page) => page.items)
  const label = (name: string, count: number) => `${name} ${format.number(count)}`
  return (
    <div className={styles.results}>
      <Segmented
        label={t('batches.filter')}
        value={state}
        options={[
          { value: 'all' as const, name: label(t('batches.all'), batch.selected) },
          ...batchItemStates.map((value) => ({ value, name: label(t(`batches.state.${value}`), batch.counts[value]) })),
        ]}
        onChange={setState}
      />
      {details.error && items === undefined && (
        <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => details.refetch() }}>
          {`${t('batches.failed')} ${failureSentence(details.error)}`}
        </ErrorMessage>
      )}
      {items === undefined && details.isPending && <Skeleton width={24} />}
      {items?.length === 0 && <p className={styles.muted}>{t('batches.noResults')}</p>}
      <ul aria-label={t('batches.results')} className={styles.items}>
        {items?.map((item) => (
          <Result key={item.versionId} item={item} />
        ))}
      </ul>
      {details.hasNextPage && (
        <Button variant="quiet" state={details.isFetchingNextPage ? 'busy' : 'ready'} onPress={() => void loadNextPage(details)}>
          {t('batches.more')}
        </Button>
      )}
    </div>
  )
}

/** What became of one version. */
function Result({ item }: { readonly item: BatchItem }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const writeReason = useBatchReason()
  const known = batchItemStates.find((state) => state === item.state)
  const state = known ? t(`batches.state.${known}`) : item.state
  return (
    <li className={styles.item}>
      <Link to={buildVersionPath({ id: item.versionId })} className={styles.itemName}>
        <bdi translate="no">{item.name === '' ? item.versionId : labels.title(item)}</bdi>
      </Link>
      <span className={styles.itemState} data-state={item.state}>
        {item.reasonCode === null ? state : `${state} · ${writeReason(item.reasonCode)}`}
      </span>
    </li>
  )
}
