import { useTranslations } from 'use-intl'
import type { CommandFailure } from '#api/commands/command-store.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useVersionLabels } from './use-version-labels.ts'
import { useHistorySentence } from './use-history-sentence.ts'

export type Sentences = readonly (string | undefined)[]

/** Returns sentences that explain a failed action. `verdict`: whether the action is allowed now, if known. */
export function useRejectionSentences() {
  const t = useTranslations()
  const labels = useVersionLabels()
  const historySentence = useHistorySentence()
  return (rejection: CommandFailure, action: Action, verdict: Verdict | null): Sentences => {
    const ifStillAllowed = (possible: string): string | undefined =>
      verdict === null
        ? undefined
        : verdict.allowed
          ? possible
          : t('pendingCommand.notAllowed', { reason: labels.unavailableReason(verdict, action) ?? '' })
    if (rejection === 'cancelled') return [t('pendingCommand.cancelled'), ifStillAllowed(t('pendingCommand.confirmAgain'))]
    if (rejection === 'unexpected') return [t('pendingCommand.outcomeUnknown')]
    const { problem } = rejection
    const entry = historySentence(problem.latestEntry)
    switch (problem.code) {
      case 'stale-revision':
        return [t('pendingCommand.staleRevision'), entry, ifStillAllowed(t('pendingCommand.confirmAgain'))]
      case 'action-not-allowed':
      case 'forbidden':
        return [t('pendingCommand.notAllowed', { reason: labels.reasonText(problem.reasonCode ?? '', action) ?? problem.detail }), entry]
      case 'not-found':
        return [t('problem.notFound')]
      case 'deleted':
        return [t('problem.deleted'), entry]
      case 'unauthenticated':
        return [t('pendingCommand.signedOut')]
      case 'invalid-request':
        return [t('pendingCommand.invalid', { detail: problem.detail })]
      default:
        return [t('problem.other', { detail: problem.detail })]
    }
  }
}
