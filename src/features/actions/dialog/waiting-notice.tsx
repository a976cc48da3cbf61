import { useTranslations } from 'use-intl'
import styles from './stale-notice.module.css'

interface WaitingNoticeProps {
  readonly id: string
  readonly impactState: 'loading' | 'loaded' | 'failed'
  /** Whether the confirm button was pressed while the impact was loading. */
  readonly wasPressed: boolean
}

/** Explains that the confirm button waits for the impact: to a screen reader at the button, and to everybody after an early press. */
export function WaitingNotice({ id, impactState, wasPressed }: WaitingNoticeProps) {
  const t = useTranslations()
  const isShown = wasPressed && impactState !== 'failed'
  return (
    <div className={isShown ? styles.notice : undefined} hidden={!isShown}>
      <p id={id}>{impactState === 'loading' ? t('confirm.waiting') : isShown ? t('confirm.waitingOver') : ''}</p>
    </div>
  )
}
