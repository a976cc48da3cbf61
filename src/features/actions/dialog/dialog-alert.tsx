import { useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import { isUnauthenticated, type ProblemError } from '#api/http/errors.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import type { ActionCommand } from '#features/actions/state/action-context.ts'
import styles from './dialog-alert.module.css'
import { useRejectionSentences, type Sentences } from '#features/version/use-rejection-sentences.ts'
import { useHistorySentence } from '#features/version/use-history-sentence.ts'

interface DialogAlertProps {
  readonly id: string
  readonly action: Action
  /** The command confirmed in this dialog; `null` if none was. */
  readonly pendingCommand: ActionCommand | null
  /** The backend's last information about a deleted version. */
  readonly missingError: ProblemError | null
  /** Whether the version has changed since the dialog was opened, and its latest history entry. */
  readonly hasChanged: boolean
  readonly latestEntry: HistoryEntry | undefined
  readonly verdict: Verdict
}

/** Alert inside the dialog: the backend rejected the action, did not answer, or the version has changed meanwhile. */
export function DialogAlert({ id, action, pendingCommand, missingError, hasChanged, latestEntry, verdict }: DialogAlertProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const historySentence = useHistorySentence()
  const rejectionSentences = useRejectionSentences()
  const status = pendingCommand?.status
  const isLookingUp = status?.kind === 'pending'
  const getSentences = (): Sentences => {
    if (isLookingUp) {
      if (status.progress === 'lookingUp') return [t('problem.lookingUp')]
      return status.progress === 'unreachable' ? [t('problem.lookingUp'), t('problem.lookupUnreachable')] : []
    }
    const rejection = missingError ?? status?.failure ?? null
    // The expired session is reported by `StaleNotice`.
    if (rejection !== null && !isUnauthenticated(rejection)) return rejectionSentences(rejection, action, verdict)
    if (!verdict.allowed)
      return [t('problem.notAllowed', { reason: labels.unavailableReason(verdict, action) ?? '' }), historySentence(latestEntry)]
    return hasChanged ? [historySentence(latestEntry), t('problem.confirmAgain')] : []
  }
  const sentences = getSentences().filter((sentence) => sentence !== undefined)
  // Live region: the alert is mounted before its text, so that the text is announced.
  return (
    <div id={id} role="alert" className={sentences.length > 0 ? `${styles.alert} ${isLookingUp ? styles.lookingUp : ''}` : undefined}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
