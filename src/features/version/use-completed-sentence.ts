import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useVersionLabels } from './use-version-labels.ts'

/** Returns the sentence that reports a completed action: announced once, and shown in the toast. */
export function useCompletedSentence() {
  const t = useTranslations()
  const labels = useVersionLabels()
  return (action: Action, version: Version) =>
    t(`completed.${action}`, { title: labels.title(version), count: version.ended?.peopleInside ?? 0 })
}
