import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useAnnounce } from '#ui/announcer.tsx'
import styles from './stale-notice.module.css'

interface WaitingNoticeProps {
  readonly id: string
  /** `none`: the action needs no numbers. */
  readonly impactState: 'none' | 'loading' | 'loaded' | 'failed'
  /** Whether the confirm button was pressed while the impact was loading. */
  readonly wasPressed: boolean
}

/** Explains that the confirm button waits for the impact: to a screen reader at the button, and to everybody after an early press. */
export function WaitingNotice({ id, impactState, wasPressed }: WaitingNoticeProps) {
  const t = useTranslations()
  const announce = useAnnounce()
  const isShown = wasPressed && impactState !== 'failed'
  const isOver = wasPressed && impactState === 'loaded'
  // Effect, because the announcer is outside React.
  useEffect(() => {
    if (isOver) announce(t('confirm.waitingOver'))
  }, [isOver, announce, t])
  return (
    <div className={isShown ? styles.notice : undefined} hidden={!isShown}>
      <p id={id}>{impactState === 'loading' ? t('confirm.waiting') : isShown ? t('confirm.waitingOver') : ''}</p>
    </div>
  )
}
