import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import styles from '#features/actions/toasts/completed-toast.module.css'
import type { PendingBatchCommand } from '#features/batches/state/use-batch-commands.ts'
import { useBatchRejection } from '#features/batches/state/use-batch-rejection.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { CrossIcon } from '#ui/icon.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'

interface BatchCommandNoticeProps {
  readonly command: PendingBatchCommand
  readonly onDismiss: () => void
}

const focusFallback = restoreFocusOnUnmount()

/** Notice of a command on batches that nothing else shows: pending, or failed and why. A failed one stays until it is dismissed. */
export function BatchCommandNotice({ command, onDismiss }: BatchCommandNoticeProps) {
  const t = useTranslations()
  const announce = useAnnounce()
  const rejection = useBatchRejection()
  const { kind, request, status } = command
  const isLookingUp = status.kind === 'pending' && (status.progress === 'lookingUp' || status.progress === 'unreachable')
  const sentences =
    status.kind === 'failed'
      ? rejection(status.failure, request?.action ?? 'close', null).filter((sentence) => sentence !== undefined)
      : [t(isLookingUp ? 'pendingCommand.lookingUp' : 'confirm.slow')]
  const title = t(`batch.command.${kind}`)
  const text = [title, ...sentences].join(' ')
  // A screen reader does not announce text that is mounted together with its live region.
  useEffect(() => announce(text), [announce, text])
  return (
    <li ref={focusFallback} className={styles.toast}>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {status.kind === 'failed' && (
        <div className={styles.steps}>
          <button type="button" className={styles.dismiss} aria-label={t('notice.dismiss')} onClick={onDismiss}>
            <CrossIcon size={16} />
          </button>
        </div>
      )}
    </li>
  )
}
