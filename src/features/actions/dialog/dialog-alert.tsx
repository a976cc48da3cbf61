import { useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useHistorySentence } from '#features/version/use-history-sentence.ts'
import { useRejectionSentences, type Sentences } from '#features/version/use-rejection-sentences.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { AlertBox } from '#features/actions/notices/alert-box.tsx'
import type { DialogAlertState } from './dialog-state.ts'

interface DialogAlertProps {
  readonly id: string
  readonly action: Action
  readonly alert: DialogAlertState
  readonly verdict: Verdict
  /** The latest history entry of a version that has changed since the dialog was opened. */
  readonly latestEntry: HistoryEntry | undefined
}

/** Alert inside the dialog: the backend rejected the action, did not answer, or the version has changed meanwhile. */
export function DialogAlert({ id, action, alert, verdict, latestEntry }: DialogAlertProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const historySentence = useHistorySentence()
  const rejectionSentences = useRejectionSentences()
  const getSentences = (): Sentences => {
    switch (alert.kind) {
      case 'none':
        return []
      case 'lookingUp':
        return [t('pendingCommand.lookingUp'), alert.isUnreachable ? t('pendingCommand.lookupUnreachable') : undefined]
      case 'failed':
        return rejectionSentences(alert.failure, action, verdict)
      case 'notAllowed':
        return [t('pendingCommand.notAllowed', { reason: labels.unavailableReason(verdict, action) ?? '' }), historySentence(latestEntry)]
      case 'changed':
        return [historySentence(latestEntry), t('pendingCommand.confirmAgain')]
    }
  }
  return <AlertBox id={id} tone={alert.kind === 'lookingUp' ? 'lookingUp' : 'error'} sentences={getSentences()} />
}
