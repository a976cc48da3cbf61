import { useSyncExternalStore } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { getStaleSince, subscribeStale } from '#api/cache/stale-data.ts'
import styles from './stale-banner.module.css'

/** Says how old what is on screen is while it is being read again, after a tab has slept. It takes no place from anything. */
export function StaleBanner() {
  const t = useTranslations()
  const format = useFormatter()
  const since = useSyncExternalStore(subscribeStale, getStaleSince)
  // The region is there before its text: what comes with its region is not read out.
  return (
    <div aria-live="polite">
      {since !== null && (
        <p className={styles.banner}>
          {t('live.staleSince', { time: format.dateTime(new Date(since), { dateStyle: 'medium', timeStyle: 'short' }) })}
        </p>
      )}
    </div>
  )
}
