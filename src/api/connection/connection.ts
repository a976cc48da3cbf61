/** Sends a request, with the signature of `fetch`. */
export type Send = (path: string, init: RequestInit) => Promise<Response>

/** Session expiry, as a response has reported it. */
export interface SessionExpired {
  /** Sign-in path from the backend; unchecked. */
  readonly signInPath: string | undefined
}

/** What a console knows about its connection to the backend, and about the age of the data that it shows. */
export interface ConnectionState {
  /** Of the event stream, in this tab or in the leader tab. `connecting`: not known yet. Unless it is `online`, the backend is polled. */
  readonly status: 'connecting' | 'online' | 'offline'
  /** `null` while the session is active or its state is unknown. */
  readonly sessionExpired: SessionExpired | null
  /** Refetches of stale data that have not finished. */
  readonly pendingRefetches: ReadonlySet<symbol>
  /** Time since when the data on screen is stale, while it is being refetched; else `null`. */
  readonly staleSince: number | null
  /** Whether a version on screen is too old to act on, because its refetch has not succeeded. */
  readonly isOutdated: boolean
}

type Listener = (state: ConnectionState, previous: ConnectionState) => void

/** The connection of one console. */
export interface Connection {
  readonly send: Send
  /** Whether other tabs of the browser have the same backend, so that one event stream is enough for all of them. */
  readonly sharesStream: boolean
  readonly getState: () => ConnectionState
  /** Changes the state, and notifies the listeners if anything differs. */
  readonly update: (change: Partial<ConnectionState>) => void
  /** Subscribes to changes of the state. Returns the unsubscribe function. */
  readonly subscribe: (listener: Listener) => () => void
}

/** State of a console whose data is current. */
export const freshState = { pendingRefetches: new Set(), staleSince: null, isOutdated: false } as const satisfies Partial<ConnectionState>

/** Creates the connection of one console. `send`: its transport; the default is `fetch`. */
export function createConnection(send?: Send): Connection {
  let state: ConnectionState = { status: 'connecting', sessionExpired: null, ...freshState }
  const listeners = new Set<Listener>()
  return {
    send: send ?? ((path, init) => fetch(path, init)),
    sharesStream: send === undefined,
    getState: () => state,
    update: (change) => {
      const previous = state
      state = { ...previous, ...change }
      const names = Object.keys(change) as (keyof ConnectionState)[]
      if (names.some((name) => state[name] !== previous[name])) for (const listener of listeners) listener(state, previous)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** True if the user may act on the data on screen: it is not outdated, no refetch of stale data is pending, and the session is active. */
export const canAct = ({ pendingRefetches, isOutdated, sessionExpired }: ConnectionState): boolean =>
  pendingRefetches.size === 0 && !isOutdated && sessionExpired === null
