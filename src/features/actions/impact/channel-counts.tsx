import { useFormatter, useTranslations } from 'use-intl'
import type { MessageCounts } from '#api/contract/primitives.ts'
import { channels } from '#domain/flow.ts'
import { markEstimate } from './impact-stats.ts'
import styles from './channel-counts.module.css'
import { TextPart } from '#ui/text-part.tsx'

interface ChannelCountsProps {
  readonly messages: MessageCounts
  readonly isEstimate?: boolean | undefined
}

/** Number of messages per channel; channels with none are omitted. */
export function ChannelCounts({ messages, isEstimate = false }: ChannelCountsProps) {
  const t = useTranslations()
  const format = useFormatter()
  return (
    <span className={styles.channels}>
      {channels
        .filter((channel) => messages[channel] > 0)
        .map((channel) => (
          <span key={channel} className={styles.channel}>
            <TextPart>{t(`kind.${channel}`)}</TextPart>
            <span className={styles.count}>{`${markEstimate({ t, format, isEstimate }, format.number(messages[channel]))} `}</span>
          </span>
        ))}
    </span>
  )
}
