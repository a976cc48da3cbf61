import { useFormatter, useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import { isolate } from './use-version-labels.ts'

/** A sentence about what somebody else, or time, has done meanwhile: who, what, when and why. */
export function useWhatHappened() {
  const t = useTranslations()
  const format = useFormatter()
  return (entry: HistoryEntry | undefined): string | undefined => {
    if (entry === undefined) return undefined
    const { what, at, by, cause, reason } = entry
    const when = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })
    const told =
      by === null
        ? t('problem.itself', { what, when, cause: cause === null ? '' : t(`cause.${cause}`) })
        : t('problem.by', { person: isolate(by.name), what, when })
    return reason === null ? told : `${told} ${t('problem.because', { reason: t(`ending.${reason}`) })}`
  }
}
