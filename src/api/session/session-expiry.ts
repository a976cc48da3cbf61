/** Session expiry, as a response has reported it. */
export interface SessionExpired {
  /** Sign-in path from the backend; unchecked. */
  readonly signInPath: string | undefined
}

let current: SessionExpired | null = null

/** Dispatches `out` when the session expires, and `in` when it is active again. */
export const sessionEvents = new EventTarget()

/** The expiry of the session; `null` while the session is active or its state is unknown. */
export const getSessionExpired = (): SessionExpired | null => current

/** Marks the session as expired, and dispatches `out`. */
export function markSessionExpired(expired: SessionExpired): void {
  if (current !== null) return
  current = expired
  sessionEvents.dispatchEvent(new Event('out'))
}

/** Marks the session as active, and dispatches `in`. */
export function markSessionActive(): void {
  if (current === null) return
  current = null
  sessionEvents.dispatchEvent(new Event('in'))
}

/** Subscribes to changes of the session state. Returns the unsubscribe function. */
export function subscribeSessionExpiry(onChange: () => void): () => void {
  sessionEvents.addEventListener('out', onChange)
  sessionEvents.addEventListener('in', onChange)
  return () => {
    sessionEvents.removeEventListener('out', onChange)
    sessionEvents.removeEventListener('in', onChange)
  }
}
