import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { VersionRef } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useWords } from '#features/version/words.ts'
import { Failure } from '#ui/failure.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './impact-figures.module.css'

interface ImpactFiguresProps {
  readonly action: Action
  readonly impact: UseQueryResult<Impact>
}

const total = (messages: Readonly<Record<string, number>>) => Object.values(messages).reduce((sum, count) => sum + count, 0)

/** What the action would do, in numbers the backend has just computed. */
export function ImpactFigures({ action, impact }: ImpactFiguresProps) {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
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
      { value: data && people(data.peopleInside), label: t('impact.peopleFinish', { count: data?.peopleInside ?? 0 }) },
      { value: data && people(total(data.close.messages)), label: t('impact.messages', { count: data ? total(data.close.messages) : 0 }) },
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
      { value: data && people(data.peopleInside), label: t('impact.peopleStopped', { count: data?.peopleInside ?? 0 }) },
      {
        value: data && people(total(data.stop.messages)),
        label: t('impact.messagesLost', { count: data ? total(data.stop.messages) : 0 }),
      },
      { value: data && people(data.stop.oneStepFromEnd), label: t('impact.oneStep') },
    ],
  }
  const shown = figures[action]?.() ?? []
  const names = (versions: readonly VersionRef[]) => format.list(versions.map((version) => words.title(version)))
  const facts: readonly (string | null)[] = data
    ? [
        action === 'publish' && data.publish.closes
          ? t('confirm.supersedes', { title: words.title(data.publish.closes), count: data.publish.closes.peopleInside })
          : null,
        action !== 'publish' && data.jumpsHere.length > 0
          ? t('impact.jumps', { count: data.jumpsHere.length, names: names(data.jumpsHere) })
          : null,
        action !== 'publish' && data.otherVersions.length > 0
          ? t('impact.others', { count: data.otherVersions.length, names: names(data.otherVersions) })
          : null,
      ]
    : []
  return (
    <section className={styles.impact} aria-label={t('impact.title')} aria-busy={data === undefined || impact.isPlaceholderData}>
      {shown.length > 0 && (
        <dl className={`${styles.figures} ${action === 'stop' ? styles.severe : ''}`}>
          {shown.map((figure) => (
            <FigureTile key={figure.label} {...figure} />
          ))}
        </dl>
      )}
      <Facts facts={facts.filter((fact) => fact !== null)} />
      {shown.length > 0 && (
        <p className={styles.asOf}>
          {data ? t('impact.asOf', { time: format.dateTime(new Date(data.asOf), { timeStyle: 'medium' }) }) : <Skeleton width={18} />}
        </p>
      )}
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

function Facts({ facts }: { readonly facts: readonly string[] }) {
  if (facts.length === 0) return null
  return (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  )
}
