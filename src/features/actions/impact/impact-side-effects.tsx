import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { VersionRef } from '#api/contract/version.ts'
import { channels } from '#domain/flow.ts'
import type { Action } from '#domain/lifecycle.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { ChannelCounts } from './channel-counts.tsx'
import { markEstimate } from './impact-stats.ts'
import { VersionIdentity } from './version-identity.tsx'
import styles from './impact-side-effects.module.css'
import { TextPart } from '#ui/text-part.tsx'

interface ImpactSideEffectsProps {
  readonly action: Action
  readonly impact: UseQueryResult<Impact>
}

/** One side effect: a sentence, and a list of the items it concerns. */
interface SideEffect {
  readonly sentence: string
  readonly entries?: readonly { readonly id: string; readonly name: ReactNode; readonly count?: string }[]
}

/**
 * Side effects of the action: scheduled messages, steps that cannot be recalled, other journeys and versions. Empty if there are none.
 * Last in its dialog, so that nothing moves when it loads.
 */
export function ImpactSideEffects({ action, impact: { data } }: ImpactSideEffectsProps) {
  const t = useTranslations()
  const format = useFormatter()
  const labels = useVersionLabels()
  if (data === undefined) return null
  const language = { t, format, isEstimate: data.basis === 'estimate' }
  const { promised, alreadySent } = data.stop
  const alreadySentCount = channels.reduce((sum, channel) => sum + alreadySent[channel], 0)
  const toEntry = (version: VersionRef) => ({ id: version.id, name: labels.title(version) })
  const { supersedes } = data.publish
  const relatedEffects: readonly (SideEffect | false)[] = [
    data.similarNames.length > 0 && {
      sentence: t('identity.similarNames', { count: data.similarNames.length }),
      entries: data.similarNames.map((version) => ({
        id: version.id,
        name: (
          <>
            <TextPart>{labels.title(version)}</TextPart>
            <VersionIdentity id={version.id} createdBy={version.createdBy} />
          </>
        ),
      })),
    },
    data.incomingJumps.length > 0 && {
      sentence: t('impact.jumps', { count: data.incomingJumps.length }),
      entries: data.incomingJumps.map(toEntry),
    },
    data.otherVersions.length > 0 && {
      sentence: t('impact.others', { count: data.otherVersions.length }),
      entries: data.otherVersions.map((version) => ({ ...toEntry(version), count: t('impact.inside', { count: version.peopleInside }) })),
    },
  ]
  const messageEffects: readonly (SideEffect | false)[] = [
    promised.length > 0 && {
      sentence: t('impact.promised'),
      entries: promised.map(({ id, name, people }) => ({
        id,
        name: <bdi translate="no">{name}</bdi>,
        count: markEstimate(language, t('impact.people', { count: people })),
      })),
    },
    alreadySentCount > 0 && {
      sentence: t('impact.alreadySent', { count: alreadySentCount }),
      entries: [{ id: 'channels', name: <ChannelCounts messages={alreadySent} /> }],
    },
  ]
  const effectsByKind = {
    superseded: [
      supersedes !== null && { sentence: t('confirm.supersedes', { title: labels.title(supersedes), count: supersedes.peopleInside }) },
    ],
    messages: messageEffects,
    related: relatedEffects,
  }
  const kinds = actionSpecs[action].impact?.sideEffects ?? []
  const effects = kinds.flatMap((kind): readonly (SideEffect | false)[] => effectsByKind[kind]).filter((effect) => effect !== false)
  if (effects.length === 0) return null
  return (
    <ul className={styles.facts}>
      {effects.map(({ sentence, entries }) => (
        <li key={sentence}>
          <p className={styles.sentence}>{sentence}</p>
          {entries && (
            <ul className={styles.entries}>
              {entries.map(({ id, name, count }) => (
                <li key={id} className={styles.entry}>
                  <span className={styles.name}>{name}</span>
                  {count !== undefined && <span className={styles.count}>{` ${count}`}</span>}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
