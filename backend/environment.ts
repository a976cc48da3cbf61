import type { Session } from '#api/contract/session.ts'
import type { Instant } from '#domain/version.ts'
import type { Store } from './store.ts'

/** Everything the backend does not decide itself. Each host hands in its own. */
export interface Environment {
  readonly store: Store
  /** The time now. Never goes back. */
  readonly clock: () => Instant
  /** Who sends the request, and what that person may do; `null` when nobody is signed in. */
  readonly identify: (request: Request) => Session | null | Promise<Session | null>
  /** A new opaque identifier. */
  readonly newId: () => string
  /** From how many people inside the journey's name has to be typed to stop it. */
  readonly typeNameFrom: number
  /** Told when the backend itself failed and answered 500: an error of this program or of its store, never of a request. */
  readonly report?: (error: Error) => void
}
