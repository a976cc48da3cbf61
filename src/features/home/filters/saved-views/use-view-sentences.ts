import { useTranslations } from 'use-intl'
import { maxViewNameLength, viewNameSchema } from '#api/contract/saved-views/saved-view.ts'
import { formatMaxLength, requiredMessage } from '#api/contract/requests.ts'
import { NetworkError, ProblemError } from '#api/http/errors.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import '#i18n/view-messages.ts'
import * as v from 'valibot'

const problems = {
  'view-name-taken': 'nameTaken',
  'too-many-views': 'tooMany',
  'view-changed': 'changed',
  'view-of-another': 'notYours',
  'not-found': 'gone',
} as const

const isKnownCode = (code: string): code is keyof typeof problems => Object.hasOwn(problems, code)

/** Sentences about what a user may not call a view, and about why a view was not saved. */
export function useViewSentences() {
  const t = useTranslations()
  const failureSentence = useFailureSentence()
  return {
    /** Why a name cannot be used; `null` if it can. */
    ofName: (name: string): string | null => {
      const message = v.safeParse(viewNameSchema, name).issues?.[0].message
      if (message === undefined) return null
      if (message === requiredMessage) return t('views.nameRequired')
      return message === formatMaxLength(maxViewNameLength) ? t('views.nameTooLong', { most: maxViewNameLength }) : t('views.nameControl')
    },
    /** Why a view was not saved or deleted. `name`: that of the view. */
    ofFailure: (error: Error, name: string): string => {
      if (error instanceof NetworkError) return t('views.noAnswer')
      const code = error instanceof ProblemError ? error.problem.code : ''
      if (code === 'invalid-request') return t('views.tooLong')
      return isKnownCode(code) ? t(`views.problem.${problems[code]}`, { view: isolateBidi(name) }) : failureSentence(error)
    },
  }
}

/** An error as one that can be shown. */
export const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
