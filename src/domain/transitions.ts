import type { Action } from './lifecycle.ts'
import { maxPauseMs, type Instant, type VersionFacts, type Pause } from './version.ts'

/** The actions that are transitions of the version itself. */
export type LifecycleAction = Exclude<Action, 'createVersion' | 'duplicate' | 'delete'>

/** The pauses, with the active one, if any, ended at `at`. */
const endPauseAt = (pauses: readonly Pause[], at: Instant): readonly Pause[] =>
  pauses.map((pause) => (pause.from <= at && at < pause.to ? { ...pause, to: at } : pause))

/**
 * The version after an action at `at`. Does not check whether the action is allowed; `decide` does. `pauseFor` is the length of the pause
 * in milliseconds, 14 days at most and by default.
 */
export function applyAction<V extends VersionFacts>(version: V, action: LifecycleAction, at: Instant, pauseFor: number = maxPauseMs): V {
  switch (action) {
    case 'publish':
      return { ...version, status: 'live', publishedAt: at }
    case 'pause':
      return { ...version, status: 'paused', pauses: [...version.pauses, { from: at, to: at + Math.min(pauseFor, maxPauseMs) }] }
    case 'resume':
      return { ...version, status: 'live', pauses: endPauseAt(version.pauses, at) }
    case 'close':
      return { ...version, status: 'closed', pauses: endPauseAt(version.pauses, at), closedAt: at }
    case 'stop':
      // An active pause is not ended: ending it here would let people take their next step before the stop.
      return { ...version, status: 'stopped', stoppedAt: at }
  }
}
