import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import { arePeopleMoving, type Action } from '#domain/lifecycle.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { Failure } from '#ui/error-message.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Comparison } from './ending-comparison.tsx'
import { FigureList, type Figure } from './stat-list.tsx'
import styles from './impact-section.module.css'
import { useFigures } from './use-impact-stats.tsx'

interface ImpactFiguresProps {
  readonly action: Action
  readonly impact: UseQueryResult<Impact>
  /** The button that leads to the gentler ending, to be compared with this one; `null` where there is nothing to compare. */
  readonly instead: ReactNode
}

/** What the action would do, in numbers the backend has just computed. */
export function ImpactFigures({ action, impact, instead }: ImpactFiguresProps) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const { data } = impact
  const { closing, stopping, entrances } = useFigures(data)
  if (data === undefined && impact.isError)
    return (
      <Failure retry={{ label: t('app.tryAgain'), onPress: () => void impact.refetch() }}>
        {t('impact.failed')} {failureSentence(impact.error)}
      </Failure>
    )
  const figures: Partial<Record<Action, () => readonly Figure[]>> = { close: () => [...closing(), entrances()], stop: stopping }
  const shown = figures[action]?.()
  if (shown === undefined) return null
  return (
    <section className={styles.impact} aria-label={t('impact.title')} aria-busy={data === undefined || impact.isPlaceholderData}>
      {instead === null ? (
        <div className={styles.alone}>
          <FigureList figures={shown} />
        </div>
      ) : (
        <Comparison closing={closing()} stopping={shown} instead={instead} />
      )}
      <p className={styles.asOf}>
        {data ? (
          <>
            {t('impact.asOf', { time: format.dateTime(new Date(data.asOf), { timeStyle: 'medium' }) })}{' '}
            {data.peopleInside > 0 && arePeopleMoving(data.status) && t('impact.forecast')}
          </>
        ) : (
          <Skeleton width={48} />
        )}
      </p>
    </section>
  )
}
