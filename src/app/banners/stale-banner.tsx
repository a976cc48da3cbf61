import { useFormatter, useTranslations } from 'use-intl'
import { useConnection } from '#features/session/use-connection.ts'
import styles from './stale-banner.module.css'

/** Reports the age of stale data while it is refetched after the tab has slept. It does not shift the layout. */
export function StaleBanner() {
  const t = useTranslations()
  const format = useFormatter()
  const since = useConnection(({ staleSince }) => staleSince)
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
