import type { Connection } from '#api/connection/connection.ts'

/** Resolves after `ms` milliseconds, or when the signal is aborted. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, signal.aborted ? 0 : ms)
    signal.addEventListener('abort', finish)
  })
}

/** Like `delay`, but resolves earlier when the network returns, the tab's visibility changes, or the session becomes active again. */
export async function delayUntilLikelyOnline(connection: Connection, ms: number, signal: AbortSignal): Promise<void> {
  const early = new AbortController()
  const finish = () => early.abort()
  window.addEventListener('online', finish, { signal: early.signal })
  document.addEventListener('visibilitychange', finish, { signal: early.signal })
  const unsubscribe = connection.subscribe((now, before) => {
    if (before.sessionExpired !== null && now.sessionExpired === null) finish()
  })
  await delay(ms, AbortSignal.any([signal, early.signal]))
  unsubscribe()
  finish()
}
