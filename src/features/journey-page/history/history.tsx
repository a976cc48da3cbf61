import { useInfiniteQuery } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Receipt } from '#api/contract/version.ts'
import { loadNextPage } from '#api/queries/next-page.ts'
import { historyOptions } from '#api/queries/history.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { ErrorMessage } from '#ui/error-message.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './history.module.css'
import { findVisibleTabPanel } from '#ui/visible-tab-panel.ts'
import { BatchReference } from '#features/batches/panel/batch-reference.tsx'
import { formatReceiptId } from '#features/journey-page/receipts/receipt-card.tsx'
import { Sentence } from '#ui/sentence.tsx'

interface HistoryProps {
  readonly versionId: string
  /** Receipts of the endings: their history entries link to them. */
  readonly receipts: readonly Receipt[]
}

/** Not by the address: a history entry for the receipt would be a place that looks the same. */
const showReceipt = (event: MouseEvent<HTMLAnchorElement>) => {
  const receipt = document.querySelector<HTMLElement>(event.currentTarget.hash)
  if (receipt === null || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  receipt.scrollIntoView()
  receipt.focus({ preventScroll: true })
}

const focusFallback = restoreFocusOnUnmount(findVisibleTabPanel)

/** History of the version: actor, action, time and reason, newest first. */
export function History({ versionId, receipts }: HistoryProps) {
  const t = useTranslations()
  const failureSentence = useFailureSentence()
  const history = useInfiniteQuery(historyOptions(versionId))
  const entries = history.data?.pages.flatMap((page) => page.items)
  return (
    <section aria-labelledby="history" className={styles.history}>
      <h2 id="history">
        <VisuallyHidden>{t('history.title')}</VisuallyHidden>
      </h2>
      {history.error && (entries === undefined || history.isFetchNextPageError) && (
        <ErrorMessage
          retry={{ label: t('app.tryAgain'), onPress: () => (entries === undefined ? history.refetch() : loadNextPage(history)) }}
        >
          {`${t('history.failed')} ${failureSentence(history.error)}`}
        </ErrorMessage>
      )}
      {entries === undefined && history.isPending && <Skeleton width={40} />}
      <ol className={styles.list}>
        {entries?.map((entry) => (
          <li key={entry.sequence} className={styles.entry}>
            <HistoryItem entry={entry} receipt={receipts.find(({ sequence }) => sequence === entry.sequence)} />
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <div ref={focusFallback}>
          <Button variant="quiet" state={history.isFetchingNextPage ? 'busy' : 'ready'} onPress={() => void loadNextPage(history)}>
            {t('history.more')}
          </Button>
        </div>
      )}
    </section>
  )
}

function HistoryItem({ entry, receipt }: { readonly entry: HistoryEntry; readonly receipt: Receipt | undefined }) {
  const t = useTranslations()
  const { writeTime } = useTimeText()
  const labels = useVersionLabels()
  return (
    <>
      <time dateTime={entry.at} className={styles.when}>
        {writeTime(entry.at)}
      </time>
      <div className={styles.content}>
        <p>
          <strong className={styles.action}>{`${t(`history.type.${entry.type}`)} `}</strong>
          {entry.actor === null ? (
            <span>{t('history.itself', { cause: entry.trigger === null ? '' : t(`trigger.${entry.trigger}`) })}</span>
          ) : (
            <bdi>
              <Sentence text={t('history.by', { person: entry.actor.name })} verbatim={[entry.actor.name]} />
            </bdi>
          )}
          <span className={styles.inside}>{` · ${t('history.peopleInside', { count: entry.peopleInside })}`}</span>
        </p>
        {entry.before !== null && entry.after !== null && entry.before !== entry.after && (
          <p className={styles.why}>{t('history.change', { before: labels.status(entry.before), after: labels.status(entry.after) })}</p>
        )}
        {entry.reason && <p className={styles.why}>{t(`ending.${entry.reason}`)}</p>}
        {entry.note !== '' && (
          <p className={styles.note} dir="auto" translate="no">
            {entry.note}
          </p>
        )}
        {entry.batchId !== undefined && <BatchReference batchId={entry.batchId} />}
        {receipt && (
          <a href={`#${formatReceiptId(receipt.sequence)}`} onClick={showReceipt}>
            {t('receipt.link')}
          </a>
        )}
      </div>
    </>
  )
}
