import type { Flow } from './flow.ts'
import type { Status } from './lifecycle.ts'

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A pause of a version, past, active or planned. `to` is when it resumes automatically, or when it was resumed. */
export interface Pause {
  readonly from: Instant
  readonly to: Instant
}

/** The facts of a version that the rules about time and people depend on. */
export interface VersionFacts {
  readonly status: Status
  readonly flow: Flow
  /** The longest time a customer may stay inside, in milliseconds. */
  readonly globalTimeout: number
  /** When the version was published; `null` if never. */
  readonly publishedAt: Instant | null
  /** When the version closes automatically; `null` if never. */
  readonly endsAt: Instant | null
  /** In order, without overlap. Only the last can be active. */
  readonly pauses: readonly Pause[]
  readonly closedAt: Instant | null
  readonly stoppedAt: Instant | null
  readonly finishedAt: Instant | null
}

/** Maximum length of a pause: 14 days, in milliseconds. */
export const maxPauseMs = 14 * 86_400_000

/** The global timeout of versions published today: 91 days, in milliseconds. */
export const currentGlobalTimeoutMs = 91 * 86_400_000

/** The global timeout of versions published under the older rule: 30 days, in milliseconds. */
export const olderGlobalTimeoutMs = 30 * 86_400_000
