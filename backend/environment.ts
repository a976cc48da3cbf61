import type { Session } from '#api/contract/session.ts'
import type { Instant } from '#domain/version.ts'
import type { Store } from '#backend/store/store.ts'

/** Why somebody who listens is woken: something was written, here or by another backend on the same store, or a beat of time is over. */
export type Signal = 'written' | 'beat'

/** Everything the backend does not decide itself. Each host hands in its own. */
export interface Environment {
  readonly store: Store
  /** The time now. Never goes back. */
  readonly clock: () => Instant
  /** Who sends the request, and what that person may do; `null` when nobody is signed in. */
  readonly identify: (request: Request) => Session | null | Promise<Session | null>
  /** Where one signs in: a path of the same origin, told to whoever is not signed in. */
  readonly signInPath?: string
  /** A new opaque identifier. */
  readonly newId: () => string
  /**
   * Calls back whenever there may be something to tell to those who listen to events. A hint, which may come late or for nothing: the store has
   * the truth. Beats come all the time, so that nobody hears nothing for longer than `heartbeatTimeoutMs`. Returns how to end it.
   */
  readonly subscribe: (listener: (why: Signal) => void) => () => void
  /** From how many people inside the journey's name has to be typed to stop it. */
  readonly typedNameThreshold: number
  /** Told when the backend itself failed and answered 500: an error of this program or of its store, never of a request. */
  readonly report?: (error: Error) => void
}
