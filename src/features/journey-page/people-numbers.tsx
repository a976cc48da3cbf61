import { useFormatter, useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { useMeasurementSentence } from '#features/version/use-measurement-sentence.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import styles from './people-numbers.module.css'
import { useEstimateMark } from '#features/journey-page/population/use-estimate-mark.ts'
import { StallSentence } from '#features/journey-page/population/stall.tsx'

const shownCounts = ['inside', 'enteredToday', 'entered', 'completed', 'stopped', 'timedOut'] as const

/** Number of people inside, and the outcomes of all who entered. */
export function PeopleNumbers({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const format = useFormatter()
  const { otherTimeZone, writeTime, writeJourneyDate } = useTimeText()
  const markEstimate = useEstimateMark(version)
  const { cleanUp } = version
  const sentences = [
    useMeasurementSentence()(version),
    cleanUp && t('journey.cleanUp', { time: writeTime(cleanUp.since), cleaned: cleanUp.cleaned, executions: cleanUp.executions }),
    version.pausedUntil && t('journey.pausedUntil', { date: writeTime(version.pausedUntil, 'long') }),
    version.emptyAt && t('journey.emptyAt', { count: version.peopleInside, date: markEstimate(writeTime(version.emptyAt, 'long')) }),
    version.endsAt && version.publishedAt && !version.ended
      ? t('journey.endsAt', { date: writeJourneyDate(version.endsAt, 'long') })
      : null,
    otherTimeZone && t('people.today', { timeZone: otherTimeZone }),
  ].filter(Boolean)
  return (
    <section id="people" className={styles.people} aria-label={t('people.title')}>
      <dl className={styles.numbers}>
        {shownCounts.map((number) => (
          <div key={number} className={styles.number}>
            <dt className={styles.label}>{t(`people.${number}`, { count: version.people[number] })}</dt>
            <dd className={styles.value}>{format.number(version.people[number])}</dd>
          </div>
        ))}
      </dl>
      {sentences.map((sentence) => (
        <p key={sentence} className={styles.upcoming}>
          {sentence}
        </p>
      ))}
      {version.stall && <StallSentence stall={version.stall} />}
    </section>
  )
}
