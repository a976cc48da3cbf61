import type { Status } from './lifecycle.ts'
import { findEmptyAt, countPopulation } from '#domain/population/population.ts'
import { applyAction } from './transitions.ts'
import type { Instant, VersionFacts } from './version.ts'

/** The causes of automatic transitions. */
export const triggers = ['pauseOver', 'endDate', 'newerVersion', 'drained', 'globalTimeout'] as const
export type Trigger = (typeof triggers)[number]

/** An automatic transition: a change without an action of a user. */
export interface AutomaticTransition<V extends VersionFacts> {
  readonly at: Instant
  readonly trigger: Trigger
  /** The version after the transition. */
  readonly version: V
}

type TransitionRule = <V extends VersionFacts>(version: V) => AutomaticTransition<V> | null

const never: TransitionRule = () => null

const rules: Readonly<Record<Status, TransitionRule>> = {
  draft: never,
  test: never,
  live: (version) => {
    if (version.endsAt === null) return null
    const at = Math.max(version.endsAt, version.publishedAt ?? 0, version.pauses.at(-1)?.to ?? 0)
    return { at, trigger: 'endDate', version: applyAction(version, 'close', at) }
  },
  paused: (version) => {
    const at = version.pauses.at(-1)?.to
    return at === undefined ? null : { at, trigger: 'pauseOver', version: applyAction(version, 'resume', at) }
  },
  closed: (version) => {
    const at = findEmptyAt(version)
    const lastTimedOut = countPopulation(version, at).timedOut > countPopulation(version, at - 1).timedOut
    return { at, trigger: lastTimedOut ? 'globalTimeout' : 'drained', version: { ...version, status: 'finished', finishedAt: at } }
  },
  stopped: never,
  finished: never,
}

/** The next automatic transition if no user acts, or `null` if there is none. */
export const findNextTransition: TransitionRule = (version) => rules[version.status](version)

/** All automatic transitions due by `at`, in order. The last one contains the current version. */
export function listTransitionsUntil<V extends VersionFacts>(version: V, at: Instant): readonly AutomaticTransition<V>[] {
  const transitions: AutomaticTransition<V>[] = []
  for (let next = findNextTransition(version); next !== null && next.at <= at; next = findNextTransition(next.version))
    transitions.push(next)
  return transitions
}

const closesForNewer: Readonly<Record<Status, boolean>> = {
  draft: false,
  test: false,
  live: true,
  paused: true,
  closed: false,
  stopped: false,
  finished: false,
}

/** Effect of publishing a newer version at `at`: a live version closes, a paused one resumes and closes. `null` for any other. */
export function supersede<V extends VersionFacts>(version: V, at: Instant): AutomaticTransition<V> | null {
  return closesForNewer[version.status] ? { at, trigger: 'newerVersion', version: applyAction(version, 'close', at) } : null
}
