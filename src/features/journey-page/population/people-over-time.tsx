import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import { populationRanges, type PopulationRange } from '#api/contract/population.ts'
import type { Version } from '#api/contract/version.ts'
import { populationOptions } from '#api/queries/population.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { Failure } from '#ui/error-message.tsx'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { Segmented } from '#ui/input/segmented.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { PeopleFigure } from './people-figure.tsx'
import styles from './people-over-time.module.css'
import { StallDetails } from './stall.tsx'

const day = 86_400_000

const heir = passFocusTo()

/** How far back each of the ranges reaches, in milliseconds. */
const reaches = { '24h': day, '7d': 7 * day, '30d': 30 * day, all: Infinity } as const satisfies Record<PopulationRange, number>

/** What is shown at first: the last week; of a drain as much as it takes to see all of it; a journey that was stopped as a whole. */
function usual({ ended, finishedAt, emptyAt }: Version): PopulationRange {
  if (ended === null) return '7d'
  const empty = finishedAt ?? emptyAt
  const drain = empty === null ? Infinity : Date.parse(empty) - Date.parse(ended.at)
  return (drain > 0 && populationRanges.find((range) => drain <= reaches[range])) || 'all'
}

/** The people of a version over time: what was counted, what is to be expected, and what happened to it meanwhile. */
export function PeopleOverTime({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const [params, setParams] = useSearchParams()
  const range = populationRanges.find((known) => known === params.get('range')) ?? usual(version)
  const read = useQuery(populationOptions(version.id, range))
  const show = (chosen: PopulationRange) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (chosen === usual(version)) next.delete('range')
        else next.set('range', chosen)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <section aria-labelledby="people-over-time" className={styles.people}>
      <h2 id="people-over-time" className={styles.heading}>
        <VisuallyHidden>{t('overTime.title')}</VisuallyHidden>
      </h2>
      {version.stall && <StallDetails stall={version.stall} />}
      <Segmented
        label={t('overTime.range.label')}
        value={range}
        options={populationRanges.map((value) => ({ value, name: t(`overTime.range.${value}`) }))}
        onChange={show}
      />
      {read.error && (
        <Failure retry={{ label: t('app.tryAgain'), onPress: () => void read.refetch() }}>
          {read.data === undefined && t('overTime.failed')} {failureSentence(read.error)}{' '}
          {read.data && t('home.old', { time: format.dateTime(new Date(read.dataUpdatedAt), { timeStyle: 'medium' }) })}
        </Failure>
      )}
      {read.data ? (
        <div ref={heir} aria-busy={read.isPlaceholderData} className={styles.answer}>
          <PeopleFigure version={version} people={read.data} />
        </div>
      ) : (
        !read.error && <div className={styles.coming} aria-hidden />
      )}
    </section>
  )
}
