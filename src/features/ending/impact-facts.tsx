import type { UseQueryResult } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { VersionRef } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/words.ts'
import styles from './impact-facts.module.css'

interface ImpactFactsProps {
  readonly action: Action
  readonly impact: UseQueryResult<Impact>
}

/** What else the action touches: other journeys and other versions. Nothing where it touches none; last, so that nothing moves when it comes. */
export function ImpactFacts({ action, impact: { data } }: ImpactFactsProps) {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
  if (data === undefined) return null
  const names = (versions: readonly VersionRef[]) => format.list(versions.map((version) => words.title(version)))
  const ending = () => [
    data.jumpsHere.length > 0 && t('impact.jumps', { count: data.jumpsHere.length, names: names(data.jumpsHere) }),
    data.otherVersions.length > 0 && t('impact.others', { count: data.otherVersions.length, names: names(data.otherVersions) }),
  ]
  const { closes } = data.publish
  const facts: Partial<Record<Action, () => readonly (string | false)[]>> = {
    publish: () => [closes !== null && t('confirm.supersedes', { title: words.title(closes), count: closes.peopleInside })],
    close: ending,
    stop: ending,
  }
  const known = facts[action]?.().filter((fact) => fact !== false) ?? []
  if (known.length === 0) return null
  return (
    <ul className={styles.facts}>
      {known.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  )
}
