import { useFormatter, useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import '#i18n/change-messages.ts'
import { isolateBidi } from './use-version-labels.ts'

/** Returns a sentence about a change by another user or an automatic transition: actor, action, time and reason. */
export function useHistorySentence() {
  const t = useTranslations()
  const format = useFormatter()
  return (entry: HistoryEntry | undefined): string | undefined => {
    if (entry === undefined) return undefined
    const { type, at, actor, trigger, reason, batchId } = entry
    const when = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })
    const sentence =
      actor === null
        ? t('change.itself', { type, when, trigger: trigger === null ? '' : t(`trigger.${trigger}`) })
        : t('change.by', { actor: isolateBidi(actor.name), type, when })
    return [
      sentence,
      ...(reason === null ? [] : [t('change.reason', { reason: t(`ending.${reason}`) })]),
      ...(batchId === undefined ? [] : [t('change.inBatch')]),
    ].join(' ')
  }
}
