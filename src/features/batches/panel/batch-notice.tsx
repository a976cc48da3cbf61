import { useTranslations } from 'use-intl'
import type { Batch } from '#api/contract/batches/batch.ts'
import styles from '#features/actions/toasts/completed-toast.module.css'
import { useHeadline } from '#features/batches/state/use-headline.ts'
import { CrossIcon } from '#ui/icon.tsx'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { BatchProgress } from './batch-progress.tsx'

interface BatchNoticeProps {
  readonly batch: Batch
  readonly onShow: () => void
  readonly onDismiss: () => void
}

const focusFallback = restoreFocusOnUnmount()

/** Notice of a batch that runs, or whose end has not been seen. It stays until it is dismissed, or its progress is shown. */
export function BatchNotice({ batch, onShow, onDismiss }: BatchNoticeProps) {
  const t = useTranslations()
  const writeHeadline = useHeadline()
  return (
    <li ref={focusFallback} className={styles.toast}>
      <div>
        <p className={styles.text}>{writeHeadline(batch)}</p>
        <BatchProgress batch={batch} />
      </div>
      <div className={styles.steps}>
        <Button variant="quiet" onPress={onShow}>
          {t('batches.show')}
        </Button>
        <button type="button" className={styles.dismiss} aria-label={t('notice.dismiss')} onClick={onDismiss}>
          <CrossIcon size={16} />
        </button>
      </div>
    </li>
  )
}
