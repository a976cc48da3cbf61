import type { Flow } from './flow.ts'
import type { Status } from './lifecycle.ts'

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A span during which a version was, or is to be, paused. `to` is when it resumes by itself, or when it was resumed. */
export interface Pause {
  readonly from: Instant
  readonly to: Instant
}

/** The facts about a version that rules about time and people depend on. */
export interface VersionFacts {
  readonly status: Status
  readonly flow: Flow
  /** The longest a customer may stay inside, in milliseconds. */
  readonly globalTimeout: number
  /** When it went live; `null` for one that never was. */
  readonly publishedAt: Instant | null
  /** When it closes by itself; `null` for never. */
  readonly endsAt: Instant | null
  /** In order, not overlapping. Only the last can be under way. */
  readonly pauses: readonly Pause[]
  readonly closedAt: Instant | null
  readonly stoppedAt: Instant | null
  readonly finishedAt: Instant | null
}

/** The longest pause: 14 days, in milliseconds. */
export const maxPauseMs = 14 * 86_400_000

/** The global timeout of versions published today: 91 days, in milliseconds. */
export const currentGlobalTimeoutMs = 91 * 86_400_000

/** The global timeout of versions published under the older rule: 30 days, in milliseconds. */
export const olderGlobalTimeoutMs = 30 * 86_400_000
