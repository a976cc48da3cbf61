import * as Dialog from '@radix-ui/react-dialog'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { BatchList } from '#api/contract/batches/batch.ts'
import { loadNextPage } from '#api/queries/next-page.ts'
import type { BatchCommands } from '#features/batches/state/use-batch-commands.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import '#i18n/batch-messages.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { CrossIcon } from '#ui/icon.tsx'
import { Button } from '#ui/input/button.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { BatchEntry } from './batch-entry.tsx'
import styles from './batches-panel.module.css'

interface BatchesPanelProps {
  readonly list: UseInfiniteQueryResult<InfiniteData<BatchList>>
  /** The batch with its details; `null` for none. */
  readonly expandedId: string | null
  readonly commands: BatchCommands
  readonly onExpand: (batchId: string | null) => void
  readonly onClose: () => void
  /** Focus restoration: moves the focus back once the panel is unmounted. */
  readonly onClosed: () => void
}

/** The batches of all users, at the end of the window. Mounted means open. */
export function BatchesPanel({ list, expandedId, commands, onExpand, onClose, onClosed }: BatchesPanelProps) {
  const t = useTranslations()
  const failureSentence = useFailureSentence()
  const batches = list.data?.pages.flatMap((page) => page.items)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className={styles.backdrop} aria-hidden />
        <Dialog.Content
          aria-describedby={undefined}
          className={styles.panel}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onClosed()
          }}
        >
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{t('batches.title')}</Dialog.Title>
            <Dialog.Close className={styles.close} aria-label={t('batches.close')}>
              <CrossIcon size={18} />
            </Dialog.Close>
          </div>
          <div className={styles.body}>
            {list.error && batches === undefined && (
              <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => list.refetch() }}>
                {`${t('batches.failed')} ${failureSentence(list.error)}`}
              </ErrorMessage>
            )}
            {batches === undefined && list.isPending && <Skeleton width={28} />}
            {batches?.length === 0 && <p className={styles.muted}>{t('batches.none')}</p>}
            <ol className={styles.list}>
              {batches?.map((batch) => (
                <BatchEntry key={batch.id} batch={batch} isExpanded={batch.id === expandedId} commands={commands} onExpand={onExpand} />
              ))}
            </ol>
            {list.hasNextPage && (
              <Button variant="quiet" state={list.isFetchingNextPage ? 'busy' : 'ready'} onPress={() => void loadNextPage(list)}>
                {t('batches.more')}
              </Button>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
