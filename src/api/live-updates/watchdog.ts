/** Calls back unless it is restarted in time. */
export interface Watchdog {
  readonly restart: () => void
  readonly stop: () => void
}

/** Resolves after `ms` milliseconds, or when `signal` is aborted. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>

/** Creates a watchdog that is stopped. It calls `onTimeout` once, `timeoutMs` after the last restart, and never after `signal` is aborted. */
export function createWatchdog(delay: Delay, timeoutMs: number, onTimeout: () => void, signal: AbortSignal): Watchdog {
  let timer = new AbortController()
  const stop = () => timer.abort()
  const restart = async () => {
    stop()
    timer = new AbortController()
    const ended = AbortSignal.any([signal, timer.signal])
    await delay(timeoutMs, ended)
    if (!ended.aborted) onTimeout()
  }
  return { stop, restart: () => void restart() }
}
