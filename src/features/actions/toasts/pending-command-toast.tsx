import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { useActions, type ActionCommand } from '#features/actions/state/action-context.ts'
import { Sentence } from '#ui/sentence.tsx'
import styles from './completed-toast.module.css'
import { findFirstConnected } from '#features/actions/state/focus-restoration.ts'
import { useRejectionSentences, type Sentences } from '#features/version/use-rejection-sentences.ts'

/** Toast of a command whose dialog was closed: pending, or failed and why. A failed one stays until dismissed. */
export function PendingCommandToast({ pendingCommand }: { readonly pendingCommand: ActionCommand }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const announce = useAnnounce()
  const rejectionSentences = useRejectionSentences()
  const { dismissCommand } = useActions()
  const { key, action, targets, origin, status } = pendingCommand
  const version = targets.length === 1 ? (targets[0]?.version ?? null) : null
  const progressSentences: Readonly<Record<CommandProgress, Sentences>> = {
    sending: [t('confirm.slow')],
    slow: [t('confirm.slow')],
    verySlow: [t('confirm.slow')],
    lookingUp: [t('pendingCommand.lookingUp')],
    unreachable: [t('pendingCommand.lookingUp'), t('pendingCommand.lookupUnreachable')],
  }
  const title =
    version === null
      ? t('pendingCommand.untitled', { action: t(`action.${action}`) })
      : t('pendingCommand.title', { action: t(`action.${action}`), title: labels.title(version) })
  const sentences = (
    status.kind === 'pending' ? progressSentences[status.progress] : rejectionSentences(status.failure, action, null)
  ).filter((sentence) => sentence !== undefined)
  const text = [title, ...sentences].join(' ')
  // A screen reader does not announce text that is mounted together with its live region.
  useEffect(() => announce(text), [announce, text])
  return (
    <li ref={restoreFocusOnUnmount(() => findFirstConnected(origin?.returnFocusTo ?? []))} className={styles.toast}>
      <div className={styles.text}>
        <p className={styles.title}>
          <Sentence text={title} verbatim={[isolateBidi(version?.name ?? '')]} />
        </p>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {status.kind === 'failed' && (
        <div className={styles.steps}>
          <button type="button" className={styles.dismiss} aria-label={t('notice.dismiss')} onClick={() => dismissCommand(key)}>
            <X size={16} aria-hidden />
          </button>
        </div>
      )}
    </li>
  )
}
