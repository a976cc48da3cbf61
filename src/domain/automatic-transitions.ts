import type { Status } from './lifecycle.ts'
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

/** When the last person leaves a closed version. */
export interface DrainEnd {
  readonly at: Instant
  /** Whether the global timeout ends the journey of the last person. */
  readonly isTimeout: boolean
}

type TransitionRule = <V extends VersionFacts>(version: V, drainEnd: DrainEnd | null) => AutomaticTransition<V> | null

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
  closed: (version, drainEnd) => {
    if (drainEnd === null) return null
    // The last person may have left before the closing.
    const at = Math.max(drainEnd.at, version.closedAt ?? 0)
    return { at, trigger: drainEnd.isTimeout ? 'globalTimeout' : 'drained', version: { ...version, status: 'finished', finishedAt: at } }
  },
  stopped: never,
  finished: never,
}

/**
 * The next automatic transition if no user acts, or `null` if there is none. `drainEnd`: when a draining version is empty; `null` if that is
 * not known, and for other versions.
 */
export const findNextTransition: TransitionRule = (version, drainEnd) => rules[version.status](version, drainEnd)

const drains: Readonly<Record<Status, boolean>> = {
  draft: false,
  test: false,
  live: false,
  paused: false,
  closed: true,
  stopped: false,
  finished: false,
}

/** Whether the version finishes once everyone has left. */
export const isDraining = ({ status }: Pick<VersionFacts, 'status'>): boolean => drains[status]

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
