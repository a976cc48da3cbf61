import { useSyncExternalStore } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { oldSince, onOldSince } from '#api/old-data.ts'
import styles from './old-notice.module.css'

/** Says how old what is on screen is while it is being read again, after a tab has slept. It takes no place from anything. */
export function OldNotice() {
  const t = useTranslations()
  const format = useFormatter()
  const since = useSyncExternalStore(onOldSince, oldSince)
  if (since === null) return null
  return (
    <p className={styles.notice}>
      {t('live.old', { time: format.dateTime(new Date(since), { dateStyle: 'medium', timeStyle: 'short' }) })}
    </p>
  )
}
