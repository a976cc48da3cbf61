import type { Session } from '#api/contract/session.ts'
import type { Rights } from '#domain/rights.ts'
import type { Instant } from '#domain/version.ts'
import type { CommandOutbox } from '#backend/engine/command-outbox.ts'
import type { Engine } from '#backend/engine/engine.ts'
import type { Store } from '#backend/store/store.ts'

/**
 * Why a subscriber is notified: a write (by this backend or another one on the same store), a session that may have changed (sign-in,
 * sign-out, permissions), or the heartbeat interval has elapsed.
 */
export type Signal = 'written' | 'session' | 'beat'

/** The dependencies that each host injects: store, engine, clock, identity, identifiers, notifications. */
export interface Environment {
  readonly store: Store
  /** Executes the journeys and knows their people. */
  readonly engine: Engine
  /** The commands that wait for an engine elsewhere. Absent: this program executes the journeys by itself. */
  readonly outbox?: CommandOutbox | undefined
  /** The current time. Must be monotonic: it never goes back. */
  readonly clock: () => Instant
  /** The user who sends the request, with permissions; `null` if the request is not authenticated. */
  readonly identify: (request: Request) => Session | null | Promise<Session | null>
  /**
   * The rights that a user has now, `undefined` if that is not known. Asked before each version that a batch of this user ends. Absent: a
   * host that knows only who sends a request; then a batch goes on with the rights with which it was started.
   */
  readonly readRights?: (userId: string) => Promise<Rights | undefined>
  /** Path of the sign-in page (same origin), sent with an `unauthenticated` problem. */
  readonly signInPath?: string
  /** Path of the sign-out page (same origin), sent with the session. */
  readonly signOutPath?: string
  /** Returns a new opaque identifier. */
  readonly newId: () => string
  /**
   * Subscribes to notifications about possible new events. A notification is a hint: it may be late or superfluous, and the store is
   * authoritative. Beats repeat at least every `maxHeartbeatIntervalMs`: a stream that is silent for `heartbeatTimeoutMs` counts as dead, and every
   * client reconnects. Returns the function that unsubscribes.
   */
  readonly subscribe: (listener: (why: Signal) => void) => () => void
  /** Number of people inside from which the user has to type the journey's name to stop it. */
  readonly typedNameThreshold: number
  /** Reports an internal error (response 500): a failure of this program or of its store, never of a request. */
  readonly report?: (error: Error) => void
}
