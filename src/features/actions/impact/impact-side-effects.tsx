import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { VersionRef } from '#api/contract/version.ts'
import { channels } from '#domain/flow.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import { Channels } from './channel-counts.tsx'
import { Identity } from './version-identity.tsx'
import styles from './impact-side-effects.module.css'

interface ImpactFactsProps {
  readonly action: Action
  readonly impact: UseQueryResult<Impact>
}

/** A sentence, and what it is about, one by one. */
interface Fact {
  readonly said: string
  readonly entries?: readonly { readonly id: string; readonly name: ReactNode; readonly count?: string }[]
}

/**
 * What else the action touches: what was promised, what cannot be recalled, other journeys and other versions. Nothing where it touches none.
 * Last in its dialog, so that nothing moves when it comes.
 */
export function ImpactFacts({ action, impact: { data } }: ImpactFactsProps) {
  const t = useTranslations()
  const words = useWords()
  if (data === undefined) return null
  const { promised, alreadySent } = data.stop
  const handed = channels.reduce((sum, channel) => sum + alreadySent[channel], 0)
  const named = (version: VersionRef) => ({ id: version.id, name: words.title(version) })
  const { supersedes } = data.publish
  const elsewhere: readonly (Fact | false)[] = [
    data.similarNames.length > 0 && {
      said: t('identity.similarNames', { count: data.similarNames.length }),
      entries: data.similarNames.map((version) => ({
        id: version.id,
        name: (
          <>
            {words.title(version)} <Identity id={version.id} createdBy={version.createdBy} />
          </>
        ),
      })),
    },
    data.incomingJumps.length > 0 && {
      said: t('impact.jumps', { count: data.incomingJumps.length }),
      entries: data.incomingJumps.map(named),
    },
    data.otherVersions.length > 0 && {
      said: t('impact.others', { count: data.otherVersions.length }),
      entries: data.otherVersions.map((version) => ({ ...named(version), count: t('impact.inside', { count: version.peopleInside }) })),
    },
  ]
  const lost: readonly (Fact | false)[] = [
    promised.length > 0 && {
      said: t('impact.promised'),
      entries: promised.map(({ id, name, people }) => ({ id, name: <bdi>{name}</bdi>, count: t('impact.people', { count: people }) })),
    },
    handed > 0 && {
      said: t('impact.alreadySent', { count: handed }),
      entries: [{ id: 'channels', name: <Channels messages={alreadySent} /> }],
    },
  ]
  const facts: Partial<Record<Action, readonly (Fact | false)[]>> = {
    publish: [supersedes !== null && { said: t('confirm.supersedes', { title: words.title(supersedes), count: supersedes.peopleInside }) }],
    close: elsewhere,
    stop: [...lost, ...elsewhere],
  }
  const known = facts[action]?.filter((fact) => fact !== false) ?? []
  if (known.length === 0) return null
  return (
    <ul className={styles.facts}>
      {known.map(({ said, entries }) => (
        <li key={said}>
          <p className={styles.said}>{said}</p>
          {entries && (
            <ul className={styles.entries}>
              {entries.map(({ id, name, count }) => (
                <li key={id} className={styles.entry}>
                  <span className={styles.name}>{name}</span>
                  {count !== undefined && <span className={styles.count}>{count}</span>}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
