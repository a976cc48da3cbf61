import { useFormatter, useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Version } from '#api/contract/version.ts'
import { isolate } from '#features/version/words.ts'

type Happened = Pick<HistoryEntry, 'at' | 'by' | 'cause' | 'reason'> & { readonly what: string }

/** Sentences about what somebody else has done meanwhile: who, what, when and why. */
export function useWhatHappened() {
  const t = useTranslations()
  const format = useFormatter()
  const sentence = ({ what, at, by, cause, reason }: Happened) => {
    const when = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })
    const told =
      by === null
        ? t('problem.itself', { what, when, cause: cause === null ? '' : t(`cause.${cause}`) })
        : t('problem.by', { person: isolate(by.name), what, when })
    return reason === null ? told : `${told} ${t('problem.because', { reason: t(`ending.${reason}`) })}`
  }
  return {
    /** From the entry a refusal carries, if it carries one. */
    entry: (entry: HistoryEntry | undefined) => (entry === undefined ? undefined : sentence(entry)),
    /** From the version as it is now: its ending, if it has been ended, or its last change. */
    version: (version: Version | undefined) => {
      if (version === undefined) return undefined
      if (version.ended !== null) return sentence({ ...version.ended, what: version.ended.action })
      return version.updatedBy === null
        ? undefined
        : sentence({ what: 'other', at: version.updatedAt, by: version.updatedBy, cause: null, reason: null })
    },
  }
}
