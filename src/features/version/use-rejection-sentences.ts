import { useTranslations } from 'use-intl'
import type { Refusal } from '#api/http/request.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useWords } from './use-version-labels.ts'
import { useWhatHappened } from './use-history-sentence.ts'

export type Sentences = readonly (string | undefined)[]

/** Why an action was not done, in sentences. `verdict`: whether it could be done now, where that is known. */
export function useRefusalSentences() {
  const t = useTranslations()
  const words = useWords()
  const happened = useWhatHappened()
  return (failed: Refusal | 'withdrawn', action: Action, verdict: Verdict | null): Sentences => {
    const unless = (possible: string): string | undefined =>
      verdict === null ? undefined : verdict.allowed ? possible : t('problem.notAllowed', { reason: words.refusal(verdict, action) ?? '' })
    if (failed === 'withdrawn') return [t('problem.withdrawn'), unless(t('problem.confirmAgain'))]
    const { problem } = failed
    const entry = happened(problem.last)
    switch (problem.code) {
      case 'changed':
        return [t('problem.changed'), entry, unless(t('problem.confirmAgain'))]
      case 'not-allowed':
      case 'forbidden':
        return [t('problem.notAllowed', { reason: words.because(problem.because ?? '', action) ?? problem.detail }), entry]
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
