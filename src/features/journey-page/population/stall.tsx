import { Hourglass } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Stall } from '#api/contract/version.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import styles from './stall.module.css'

/** Returns a sentence that reports a stalled drain. */
export function StallSentence({ stall }: { readonly stall: Stall }) {
  const t = useTranslations()
  return (
    <p className={styles.sentence}>
      <Hourglass size={16} aria-hidden className={styles.icon} />
      <span>{t('overTime.stall.people', { count: stall.peopleInside })}</span>
    </p>
  )
}

/** Where the people who stall a drain are waiting, and until when. */
export function StallDetails({ stall }: { readonly stall: Stall }) {
  const t = useTranslations()
  const format = useFormatter()
  const { writeTime } = useTimeText()
  return (
    <section aria-labelledby="stall" className={styles.details}>
      <h3 id="stall" className={styles.heading}>
        <Hourglass size={16} aria-hidden className={styles.icon} />
        <span>{t('overTime.stall.title')}</span>
      </h3>
      <p>
        {[
          t('overTime.stall.people', { count: stall.peopleInside }),
          t('overTime.stall.until', { date: writeTime(stall.until, 'long') }),
        ].join(' ')}
      </p>
      <dl className={styles.activities}>
        {stall.activities.map(({ id, name, peopleInside }) => (
          <div key={id} className={styles.activity}>
            <dt className={styles.name}>
              <bdi translate="no">{name}</bdi>
            </dt>
            <dd className={styles.count}>{format.number(peopleInside)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
