import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { Failure } from '#ui/failure.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './impact-figures.module.css'

interface ImpactFiguresProps {
  readonly action: Action
  readonly impact: UseQueryResult<Impact>
}

/** Stands in for a number still to come: most are more than one. */
const many = 2

const total = (messages: Readonly<Record<string, number>>) => Object.values(messages).reduce((sum, count) => sum + count, 0)

/** What the action would do, in numbers the backend has just computed. */
export function ImpactFigures({ action, impact }: ImpactFiguresProps) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const { data } = impact
  if (data === undefined && impact.isError)
    return (
      <Failure retry={{ label: t('app.tryAgain'), onPress: () => void impact.refetch() }}>
        {t('impact.failed')} {failureSentence(impact.error)}
      </Failure>
    )
  const people = (count: number) => format.number(count)
  const figures: Partial<Record<Action, () => readonly Figure[]>> = {
    close: () => [
      { value: data && people(data.peopleInside), label: t('impact.peopleFinish', { count: data?.peopleInside ?? many }) },
      {
        value: data && people(total(data.close.messages)),
        label: t('impact.messages', { count: data ? total(data.close.messages) : many }),
      },
      {
        value:
          data && (data.close.lastExit === null ? '–' : format.dateTime(new Date(data.close.lastExit), { day: 'numeric', month: 'short' })),
        label: data?.close.lastExit === null ? t('impact.nobody') : t('impact.lastExit'),
        detail: data?.close.lastExit
          ? format.dateTime(new Date(data.close.lastExit), { dateStyle: 'full', timeStyle: 'short' })
          : undefined,
      },
    ],
    stop: () => [
      { value: data && people(data.peopleInside), label: t('impact.peopleStopped', { count: data?.peopleInside ?? many }) },
      {
        value: data && people(total(data.stop.messages)),
        label: t('impact.messagesLost', { count: data ? total(data.stop.messages) : many }),
      },
      { value: data && people(data.stop.oneStepFromEnd), label: t('impact.oneStep') },
    ],
  }
  const shown = figures[action]?.()
  if (shown === undefined) return null
  return (
    <section className={styles.impact} aria-label={t('impact.title')} aria-busy={data === undefined || impact.isPlaceholderData}>
      <dl className={`${styles.figures} ${action === 'stop' ? styles.severe : ''}`}>
        {shown.map((figure) => (
          <FigureTile key={figure.label} {...figure} />
        ))}
      </dl>
      <p className={styles.asOf}>
        {data ? t('impact.asOf', { time: format.dateTime(new Date(data.asOf), { timeStyle: 'medium' }) }) : <Skeleton width={18} />}
      </p>
    </section>
  )
}

interface Figure {
  readonly value: ReactNode
  readonly label: string
  readonly detail?: string | undefined
}

function FigureTile({ value, label, detail }: Figure) {
  return (
    <div className={styles.figure} title={detail}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value ?? <Skeleton width={4} />}</dd>
    </div>
  )
}
