import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import { arePeopleMoving, type Action } from '#domain/lifecycle.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useMeasurementSentence } from '#features/version/use-measurement-sentence.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { EndingComparison } from './ending-comparison.tsx'
import { FramedStats } from './framed-stats.tsx'
import styles from './impact-section.module.css'
import { buildEntrancesStat, listClosingStats, listStoppingStats } from './impact-stats.ts'

interface ImpactSectionProps {
  readonly action: Action
  readonly impact: UseQueryResult<Impact>
  /** The button that switches to the other ending in the comparison; `null` if there is no comparison. */
  readonly closeInstead: ReactNode
}

/** The impact of the action, in numbers just computed by the backend. */
export function ImpactSection({ action, impact, closeInstead }: ImpactSectionProps) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const { data } = impact
  const measurement = useMeasurementSentence()(data)
  if (data === undefined && impact.isError)
    return (
      <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => impact.refetch() }}>
        {`${t('impact.failed')} ${failureSentence(impact.error)}`}
      </ErrorMessage>
    )
  const kind = actionSpecs[action].impact?.stats ?? null
  if (kind === null) return null
  const language = { t, format, isEstimate: data?.basis === 'estimate' }
  const closing = listClosingStats(data, language)
  const stats = kind === 'closing' ? [...closing, buildEntrancesStat(data, language)] : listStoppingStats(data, language)
  return (
    <section className={styles.impact} aria-label={t('impact.title')} aria-busy={data === undefined || impact.isPlaceholderData}>
      {closeInstead === null ? (
        <FramedStats stats={stats} />
      ) : (
        <EndingComparison closing={closing} stopping={stats} closeInstead={closeInstead} />
      )}
      <p className={styles.asOf}>
        {data ? (
          [
            t('impact.asOf', { time: format.dateTime(new Date(data.asOf), { timeStyle: 'long' }) }),
            ...(measurement === null ? [] : [measurement]),
            ...(data.peopleInside > 0 && arePeopleMoving(data.status) ? [t('impact.forecast')] : []),
          ].join(' ')
        ) : (
          <Skeleton width={48} />
        )}
      </p>
    </section>
  )
}
