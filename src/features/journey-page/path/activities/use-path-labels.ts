import { useFormatter, useTranslations } from 'use-intl'
import type { ActivityWithPeople, Version } from '#api/contract/version.ts'
import { isolate, useWords } from '#features/version/use-version-labels.ts'
import type { Placed } from './flatten-path.ts'
import { useDuration } from './use-duration.ts'

/** A way out of an activity. */
export type Way = ActivityWithPeople['next'][number]

/** The sentences about the path that the graph and the table share. */
export function usePathWords() {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
  const duration = useDuration()
  const list = (parts: readonly (string | null | false)[]) =>
    format.list(
      parts.filter((part) => typeof part === 'string'),
      { type: 'unit' },
    )
  const kind = (activity: ActivityWithPeople) => list([t(`kind.${activity.kind}`), activity.durationMs === null && duration(null)])
  const lost = ({ stopped, timedOut }: ActivityWithPeople) => [
    stopped > 0 && t('journey.stoppedHere', { count: stopped }),
    timedOut > 0 && t('journey.timedOutHere', { count: timedOut }),
  ]
  const way = ({ name, share }: Pick<Way, 'name' | 'share'>) =>
    name === null ? t('journey.share', { share }) : t('journey.pathName', { share, name: isolate(name) })
  return {
    /** `E-mail`, and for what never passes, how it ends. */
    kind,
    /** `12 stopped here`, and how many timed out; empty where nobody did. */
    lost: (activity: ActivityWithPeople) => list(lost(activity)),
    /** `Yes · 62%`, or the share alone. */
    way,
    /** Where a jump leads; `null` for what is no jump. */
    jump: ({ kind, jumpTarget }: ActivityWithPeople) => {
      if (jumpTarget) return t('path.leadsTo', { version: words.title(jumpTarget) })
      return kind === 'jump' ? t('path.leadsNowhere') : null
    },
    /** Everything about the people at the entry. */
    entry: ({ type, people }: Version) =>
      t('path.place', {
        kind: t('path.entry'),
        name: t(`type.${type}`),
        people: t('path.entered', { count: people.entered }),
      }),
    /** Everything about the people at an activity: `E-mail Welcome: 12 people here, 3,214 passed`. */
    place: (activity: ActivityWithPeople) =>
      t('path.place', {
        kind: kind(activity),
        name: isolate(activity.name),
        people: list([
          t('path.people', { count: activity.inside }),
          t('journey.passed', { count: activity.passed }),
          ...lost(activity),
          activity.promised && t('path.promised'),
        ]),
      }),
    /** Every way out of an activity: `Yes · 62%, 1,993 people, to Thanks`. */
    ways: ({ next }: ActivityWithPeople, steps: readonly Placed[]) =>
      next.map((out) =>
        t('path.wayTo', {
          way: way(out),
          people: t('path.taken', { count: out.peopleTaken }),
          activity: isolate(steps.find(({ activity }) => activity.id === out.to)?.activity.name ?? out.to),
        }),
      ),
  }
}
