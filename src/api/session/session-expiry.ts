/** That nobody is signed in any more, as an answer has said. */
export interface SessionExpired {
  /** Where one signs in, as the backend has named it; unchecked. */
  readonly signInPath: string | undefined
}

let current: SessionExpired | null = null

/** Tells of `out` and `in`. */
export const sessionEvents = new EventTarget()

/** Whether nobody is signed in any more; `null` while somebody is, or while nobody knows. */
export const getSessionExpired = (): SessionExpired | null => current

/** Says that nobody is signed in any more. */
export function markSessionExpired(expired: SessionExpired): void {
  if (current !== null) return
  current = expired
  sessionEvents.dispatchEvent(new Event('out'))
}

/** Says that somebody is signed in. */
export function markSessionActive(): void {
  if (current === null) return
  current = null
  sessionEvents.dispatchEvent(new Event('in'))
}

/** Calls back whenever that is different. Returns how to end it. */
export function subscribeSessionExpiry(onChange: () => void): () => void {
  sessionEvents.addEventListener('out', onChange)
  sessionEvents.addEventListener('in', onChange)
  return () => {
    sessionEvents.removeEventListener('out', onChange)
    sessionEvents.removeEventListener('in', onChange)
  }
}
