/** Whether a replica can answer requests: it is not stopping, its schema is there, and its database answers. */
export interface Readiness {
  /** Names the reason why it is not ready; `null` if it is. */
  check(): Promise<'starting' | 'stopping' | 'database' | null>
  isStopping(): boolean
  set(state: 'ready' | 'stopping'): void
}

/** Milliseconds in which the database has to answer. */
const pingTimeoutMs = 500

/** Creates the readiness of a replica that is starting. `ping` throws if the database does not answer. */
export function createReadiness(ping: () => Promise<void>, timeoutMs = pingTimeoutMs): Readiness {
  let state: 'starting' | 'ready' | 'stopping' = 'starting'
  const answersInTime = async (): Promise<boolean> => {
    const { promise: timeout, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(resolve, timeoutMs, false)
    try {
      return await Promise.race([ping().then(() => true), timeout])
    } catch {
      return false
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    check: async () => {
      if (state !== 'ready') return state
      return (await answersInTime()) ? null : 'database'
    },
    isStopping: () => state === 'stopping',
    set: (next) => {
      state = next
    },
  }
}
