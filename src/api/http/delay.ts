import { sessionEvents } from '#api/session/session-expiry.ts'

/** Lets so many milliseconds pass; less, if the signal is aborted or one of these things happens. */
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

/** Lets so many milliseconds pass, unless it is aborted. */
export const delay = (ms: number, signal: AbortSignal): Promise<void> => delayUntil(ms, signal, [])

/** As `delay`, but over as soon as the network or somebody's eyes are back, or somebody is signed in again. */
export const delayUntilLikelyOnline = (ms: number, signal: AbortSignal): Promise<void> =>
  delayUntil(ms, signal, [
    [window, 'online'],
    [document, 'visibilitychange'],
    [sessionEvents, 'in'],
  ])
