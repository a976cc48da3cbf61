import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useWords } from './use-version-labels.ts'

/** The one sentence that says what was done: announced once, and shown in the notice. */
export function useDoneSentence() {
  const t = useTranslations()
  const words = useWords()
  return (action: Action, version: Version) => t(`done.${action}`, { title: words.title(version), count: version.ended?.peopleInside ?? 0 })
}
