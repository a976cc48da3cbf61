/** Leadership of one tab among the tabs of a browser. */
export interface Leadership {
  /** Aborted when another tab has stolen the leadership, or when the tab no longer wants it. */
  readonly signal: AbortSignal
  /** Ends the leadership, so that the next tab acquires it. */
  readonly resign: () => void
}

interface ElectionOptions {
  /** Takes the lock from the tab that holds it, without waiting. */
  readonly steal: boolean
  /** Aborted when the tab no longer wants the leadership. */
  readonly signal: AbortSignal
}

/**
 * Leader election: waits for the lock that one tab of the browser holds. Returns `null` if it is not granted: it is refused, or `signal` is
 * aborted before.
 */
export function acquireLeadership(
  locks: Pick<LockManager, 'request'>,
  lockName: string,
  { steal, signal }: ElectionOptions,
): Promise<Leadership | null> {
  const acquired = Promise.withResolvers<Leadership | null>()
  const resigned = Promise.withResolvers<void>()
  const lost = new AbortController()
  const end = () => {
    lost.abort()
    acquired.resolve(null)
  }
  // A request that steals must not have a signal.
  const request = locks.request(lockName, steal ? { steal } : { signal }, () => {
    acquired.resolve({ signal: AbortSignal.any([signal, lost.signal]), resign: resigned.resolve })
    return resigned.promise
  })
  request.then(end, end)
  return acquired.promise
}
