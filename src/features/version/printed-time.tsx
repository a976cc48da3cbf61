import { useFormatter, useTranslations } from 'use-intl'
import styles from './printed-time.module.css'

/** Of when the numbers of a page are, in milliseconds. Only on paper: on screen they are current, or say their age. */
export function PrintedTime({ at }: { readonly at: number }) {
  const t = useTranslations()
  const format = useFormatter()
  return <p className={styles.time}>{t('app.asOf', { time: format.dateTime(at, { dateStyle: 'long', timeStyle: 'long' }) })}</p>
}
