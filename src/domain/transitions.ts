import type { Action } from './lifecycle.ts'
import { maxPauseMs, type Instant, type VersionFacts, type Pause } from './version.ts'

/** The actions that change the life of the version itself. */
export type LifecycleAction = Exclude<Action, 'createVersion' | 'duplicate' | 'delete'>

/** The pauses as they were if the one under way, if any, ended at `at`. */
const endPauseAt = (pauses: readonly Pause[], at: Instant): readonly Pause[] =>
  pauses.map((pause) => (pause.from <= at && at < pause.to ? { ...pause, to: at } : pause))

/**
 * The version after an action at `at`. Whether the action may be done is for `decide`; this only carries it out.
 * `pauseFor` is the length of the pause in milliseconds, 14 days at most and by default.
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
      // Whom a pause holds stays held: ending it here would let them take their next action before the stop.
      return { ...version, status: 'stopped', stoppedAt: at }
  }
}
