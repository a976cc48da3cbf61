import { signIns } from '#api/session/session-expiry.ts'

/** Lets so many milliseconds pass; less, if the signal is aborted or one of these things happens. */
function pass(ms: number, signal: AbortSignal, sooner: readonly (readonly [EventTarget, string])[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      for (const [target, event] of sooner) target.removeEventListener(event, done)
      resolve()
    }
    const timer = setTimeout(done, signal.aborted ? 0 : ms)
    signal.addEventListener('abort', done)
    for (const [target, event] of sooner) target.addEventListener(event, done)
  })
}

/** Lets so many milliseconds pass, unless it is aborted. */
export const wait = (ms: number, signal: AbortSignal): Promise<void> => pass(ms, signal, [])

/** As `wait`, but over as soon as the network or somebody's eyes are back, or somebody is signed in again. */
export const waitForReason = (ms: number, signal: AbortSignal): Promise<void> =>
  pass(ms, signal, [
    [window, 'online'],
    [document, 'visibilitychange'],
    [signIns, 'in'],
  ])
