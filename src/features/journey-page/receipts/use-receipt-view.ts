import { useFormatter, useTranslations } from 'use-intl'
import type { Receipt } from '#api/contract/receipt.ts'
import type { Version } from '#api/contract/version.ts'
import { channels } from '#domain/flow.ts'
import { pageOf } from '#features/version/version-path.ts'
import { isolate, useWords } from '#features/version/use-version-labels.ts'
import type { ReceiptFigure, ReceiptPaper } from './receipt-text.ts'

/** Writes a receipt out in the language of the console: the same for the screen, for paper and as text. */
export function useReceiptPaper() {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'long' })
  return (receipt: Receipt, version: Version): ReceiptPaper => {
    const { at, action, actor, trigger, reason, note, messagesNotSent } = receipt
    const figure = (label: string, count: number, details: readonly string[] = []): ReceiptFigure => ({
      label,
      value: format.number(count),
      details,
    })
    return {
      heading: t('receipt.title'),
      title: words.fullTitle(version),
      address: new URL(pageOf(version), location.href).href,
      deed: t(`history.type.${action}`),
      facts: [
        { label: t('receipt.when'), value: moment(at) },
        { label: t('receipt.by'), value: actor === null ? t('automatic') : isolate(actor.name) },
        ...(trigger === null ? [] : [{ label: t('receipt.cause'), value: t(`trigger.${trigger}`) }]),
        ...(actor === null ? [] : [{ label: t('receipt.reason'), value: reason === null ? t('receipt.noReason') : t(`ending.${reason}`) }]),
        ...(note === '' ? [] : [{ label: t('receipt.note'), value: isolate(note) }]),
      ],
      figures: [
        figure(t('receipt.inside'), receipt.peopleInside),
        action === 'stop' ? figure(t('receipt.stopped'), receipt.stopped) : figure(t('receipt.leftToFinish'), receipt.leftToFinish),
        figure(
          t('receipt.messages'),
          channels.reduce((sum, channel) => sum + messagesNotSent[channel], 0),
          channels
            .filter((channel) => messagesNotSent[channel] > 0)
            .map((channel) => t('receipt.line', { label: t(`kind.${channel}`), value: format.number(messagesNotSent[channel]) })),
        ),
        figure(t('receipt.refused'), receipt.entrancesRefused, [
          t('receipt.asOf', { time: format.dateTime(new Date(version.asOf), { dateStyle: 'medium', timeStyle: 'short' }) }),
        ]),
      ],
    }
  }
}
