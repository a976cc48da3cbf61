import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import { populationRanges, type PopulationRange } from '#api/contract/population.ts'
import type { Version } from '#api/contract/version.ts'
import { populationOptions } from '#api/queries/population.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Segmented } from '#ui/input/segmented.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { PeopleFigure } from './people-figure.tsx'
import styles from './people-over-time.module.css'
import { StallDetails } from './stall.tsx'

const dayMs = 86_400_000

const focusFallback = restoreFocusOnUnmount()

/** Length of each range, in milliseconds. */
const rangeMs = { '24h': dayMs, '7d': 7 * dayMs, '30d': 30 * dayMs, all: Infinity } as const satisfies Record<PopulationRange, number>

/** The default range: the last week; the whole drain of a draining version; everything for a stopped one. */
function chooseDefaultRange({ ended, finishedAt, emptyAt }: Version): PopulationRange {
  if (ended === null) return '7d'
  const emptyOrFinishedAt = finishedAt ?? emptyAt
  const drainMs = emptyOrFinishedAt === null ? Infinity : Date.parse(emptyOrFinishedAt) - Date.parse(ended.at)
  return (drainMs > 0 && populationRanges.find((range) => drainMs <= rangeMs[range])) || 'all'
}

/** People of a version over time: counted, forecast, and history events. */
export function PeopleOverTime({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const [params, setParams] = useSearchParams()
  const range = populationRanges.find((known) => known === params.get('range')) ?? chooseDefaultRange(version)
  const populationQuery = useQuery(populationOptions(version.id, range))
  const selectRange = (nextRange: PopulationRange) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (nextRange === chooseDefaultRange(version)) next.delete('range')
        else next.set('range', nextRange)
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
        onChange={selectRange}
      />
      {populationQuery.error && (
        <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => populationQuery.refetch() }}>
          {populationQuery.data === undefined
            ? `${t('overTime.failed')} ${failureSentence(populationQuery.error)}`
            : `${failureSentence(populationQuery.error)} ${t('home.staleSince', { time: format.dateTime(new Date(populationQuery.dataUpdatedAt), { timeStyle: 'medium' }) })}`}
        </ErrorMessage>
      )}
      {populationQuery.data ? (
        <div ref={focusFallback} aria-busy={populationQuery.isPlaceholderData} className={styles.answer}>
          <PeopleFigure version={version} people={populationQuery.data} />
        </div>
      ) : (
        !populationQuery.error && <div className={styles.placeholder} aria-hidden />
      )}
    </section>
  )
}
