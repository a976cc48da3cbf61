import { useFormatter, useTranslations } from 'use-intl'
import type { ActivityWithPeople, Version } from '#api/contract/version.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import type { PathRow } from './flatten-path.ts'
import { useDurationText } from './use-duration.ts'

/** A branch out of an activity. */
export type OutgoingEdge = ActivityWithPeople['next'][number]

/** Labels of the path, shared by the graph and the table. */
export function usePathLabels() {
  const t = useTranslations()
  const format = useFormatter()
  const labels = useVersionLabels()
  const durationText = useDurationText()
  const list = (parts: readonly (string | null | false)[]) =>
    format.list(
      parts.filter((part) => typeof part === 'string'),
      { type: 'unit' },
    )
  const kind = (activity: ActivityWithPeople) => list([t(`kind.${activity.kind}`), activity.durationMs === null && durationText(null)])
  const lostPeople = ({ stopped, timedOut }: ActivityWithPeople) => [
    stopped > 0 && t('journey.stoppedHere', { count: stopped }),
    timedOut > 0 && t('journey.timedOutHere', { count: timedOut }),
  ]
  const edge = ({ name, share }: Pick<OutgoingEdge, 'name' | 'share'>) =>
    name === null ? t('journey.share', { share }) : t('journey.pathName', { share, name: isolateBidi(name) })
  return {
    /** `E-mail`; for an activity without time limit, also how it ends. */
    kind,
    /** `12 stopped here`, and the number of time-outs; empty if both are 0. */
    lostPeople: (activity: ActivityWithPeople) => list(lostPeople(activity)),
    /** `Yes · 62%`, or the share alone. */
    edge,
    /** The target of a jump; `null` for other activities. */
    jump: ({ kind, jumpTarget }: ActivityWithPeople) => {
      if (jumpTarget) return t('path.jumpsTo', { version: labels.title(jumpTarget) })
      return kind === 'jump' ? t('path.jumpsNowhere') : null
    },
    /** Full label of the entry with its numbers. */
    entry: ({ type, people }: Version) =>
      t('path.node', {
        kind: t('path.entry'),
        name: t(`type.${type}`),
        people: t('path.entered', { count: people.entered }),
      }),
    /** Full label of an activity with its numbers: `E-mail Welcome: 12 people here, 3,214 passed`. */
    node: (activity: ActivityWithPeople) =>
      t('path.node', {
        kind: kind(activity),
        name: isolateBidi(activity.name),
        people: list([
          t('path.people', { count: activity.inside }),
          t('journey.passed', { count: activity.passed }),
          ...lostPeople(activity),
          activity.promised && t('path.promised'),
        ]),
      }),
    /** Labels of the branches of an activity: `Yes · 62%, 1,993 people, to Thanks`. */
    outgoingEdges: ({ next }: ActivityWithPeople, steps: readonly PathRow[]) =>
      next.map((outgoing) =>
        t('path.edgeTo', {
          edge: edge(outgoing),
          people: t('path.taken', { count: outgoing.peopleTaken }),
          activity: isolateBidi(steps.find(({ activity }) => activity.id === outgoing.to)?.activity.name ?? outgoing.to),
        }),
      ),
  }
}
