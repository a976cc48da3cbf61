import { useSyncExternalStore } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { getStaleSince, subscribeStale } from '#api/cache/stale-data.ts'
import styles from './stale-banner.module.css'

/** Reports the age of stale data while it is refetched after the tab has slept. It does not shift the layout. */
export function StaleBanner() {
  const t = useTranslations()
  const format = useFormatter()
  const since = useSyncExternalStore(subscribeStale, getStaleSince)
  // Live region: mounted before its text, because text that is mounted with its region is not announced.
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
