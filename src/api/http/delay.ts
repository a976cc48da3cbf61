import { sessionEvents } from '#api/session/session-expiry.ts'

/** Resolves after `ms` milliseconds, or earlier when the signal is aborted or one of `endEvents` is dispatched. */
function delayUntil(ms: number, signal: AbortSignal, endEvents: readonly (readonly [EventTarget, string])[]): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      for (const [target, event] of endEvents) target.removeEventListener(event, finish)
      resolve()
    }
    const timer = setTimeout(finish, signal.aborted ? 0 : ms)
    signal.addEventListener('abort', finish)
    for (const [target, event] of endEvents) target.addEventListener(event, finish)
  })
}

/** Resolves after `ms` milliseconds, or when the signal is aborted. */
export const delay = (ms: number, signal: AbortSignal): Promise<void> => delayUntil(ms, signal, [])

/** Like `delay`, but resolves earlier when the network returns, the tab's visibility changes, or the session becomes active again. */
export const delayUntilLikelyOnline = (ms: number, signal: AbortSignal): Promise<void> =>
  delayUntil(ms, signal, [
    [window, 'online'],
    [document, 'visibilitychange'],
    [sessionEvents, 'in'],
  ])
