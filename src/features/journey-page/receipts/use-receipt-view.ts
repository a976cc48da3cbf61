import { useFormatter, useTranslations } from 'use-intl'
import type { Receipt, Version } from '#api/contract/version.ts'
import { channels } from '#domain/flow.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import type { ReceiptStat, ReceiptView } from './receipt-text.ts'

/** Formats a receipt in the current language, for screen, print and text. */
export function useReceiptView() {
  const t = useTranslations()
  const format = useFormatter()
  const labels = useVersionLabels()
  const { writeZonedTime } = useTimeText()
  const formatMoment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'long' })
  return (receipt: Receipt, version: Version): ReceiptView => {
    const { at, action, actor, trigger, reason, note, messagesNotSent, handedOver } = receipt
    const toStat = (label: string, count: number, details: readonly string[] = []): ReceiptStat => ({
      label,
      value: format.number(count),
      details,
    })
    return {
      heading: t('receipt.title'),
      title: labels.fullTitle(version),
      address: new URL(buildVersionPath(version), location.href).href,
      actionLabel: t(`history.type.${action}`),
      facts: [
        { label: t('receipt.when'), value: formatMoment(at) },
        { label: t('receipt.by'), value: actor === null ? t('automatic') : isolateBidi(actor.name) },
        ...(trigger === null ? [] : [{ label: t('receipt.cause'), value: t(`trigger.${trigger}`) }]),
        ...(actor === null ? [] : [{ label: t('receipt.reason'), value: reason === null ? t('receipt.noReason') : t(`ending.${reason}`) }]),
        ...(note === '' ? [] : [{ label: t('receipt.note'), value: isolateBidi(note) }]),
      ],
      stats: [
        toStat(t('receipt.inside'), receipt.peopleInside),
        action === 'stop' ? toStat(t('receipt.stopped'), receipt.stopped) : toStat(t('receipt.leftToFinish'), receipt.leftToFinish),
        toStat(
          t('receipt.messages'),
          channels.reduce((sum, channel) => sum + messagesNotSent[channel], 0),
          channels
            .filter((channel) => messagesNotSent[channel] > 0)
            .map((channel) => t('receipt.line', { label: t(`kind.${channel}`), value: format.number(messagesNotSent[channel]) })),
        ),
        ...(handedOver
          ? [toStat(t('receipt.messagesAccepted'), handedOver.accepted), toStat(t('receipt.messagesRefused'), handedOver.refused)]
          : []),
        toStat(t('receipt.refused'), receipt.entrancesRefused, [t('receipt.asOf', { time: writeZonedTime(version.asOf) })]),
      ],
    }
  }
}
