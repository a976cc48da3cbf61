import { useTranslations } from 'use-intl'
import type { ProblemError } from '#api/http/request.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useWords } from './use-version-labels.ts'
import { useWhatHappened } from './use-history-sentence.ts'

export type Sentences = readonly (string | undefined)[]

/** Why an action was not done, in sentences. `verdict`: whether it could be done now, where that is known. */
export function useRefusalSentences() {
  const t = useTranslations()
  const words = useWords()
  const happened = useWhatHappened()
  return (failed: ProblemError | 'cancelled', action: Action, verdict: Verdict | null): Sentences => {
    const unless = (possible: string): string | undefined =>
      verdict === null ? undefined : verdict.allowed ? possible : t('problem.notAllowed', { reason: words.refusal(verdict, action) ?? '' })
    if (failed === 'cancelled') return [t('problem.cancelled'), unless(t('problem.confirmAgain'))]
    const { problem } = failed
    const entry = happened(problem.latestEntry)
    switch (problem.code) {
      case 'stale-revision':
        return [t('problem.staleRevision'), entry, unless(t('problem.confirmAgain'))]
      case 'action-not-allowed':
      case 'forbidden':
        return [t('problem.notAllowed', { reason: words.because(problem.reasonCode ?? '', action) ?? problem.detail }), entry]
      case 'not-found':
        return [t('problem.notFound')]
      case 'deleted':
        return [t('problem.deleted'), entry]
      case 'unauthenticated':
        return [t('problem.signedOut')]
      case 'invalid-request':
        return [t('problem.invalid', { detail: problem.detail })]
      default:
        return [t('problem.other', { detail: problem.detail })]
    }
  }
}
