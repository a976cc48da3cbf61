import { useTranslations } from 'use-intl'
import { ProblemError, InvalidResponseError } from '#api/http/errors.ts'

/** Returns a sentence that explains a failed read. */
export function useFailureSentence() {
  const t = useTranslations()
  return (error: Error): string => {
    if (error instanceof InvalidResponseError) return t('problem.unreadable')
    if (!(error instanceof ProblemError)) return t('problem.unreachable')
    switch (error.problem.code) {
      case 'unauthenticated':
        return t('error.signedOut')
      case 'forbidden':
        return t('problem.forbidden')
      case 'deleted':
        return t('problem.deleted')
      case 'not-found':
        return t('problem.notFound')
      default:
        return t('problem.other', { detail: error.problem.detail })
    }
  }
}
