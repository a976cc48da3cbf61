/** Why the demo cannot run in this browser, or no longer runs in this tab. `mocks/ui/demo-messages.ts` has a sentence for each. */
export type DemoFailureReason = 'noWorker' | 'noStorage' | 'storageFull' | 'noControl' | 'tooSlow' | 'unexpected' | 'lost'

/** Thrown if the demo cannot run here. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure'
  readonly reason: DemoFailureReason

  constructor(reason: DemoFailureReason, cause?: unknown) {
    super(`The demo cannot run: ${reason}`, { cause })
    this.reason = reason
  }
}

const isQuotaError = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError'

/** Runs one part of the start; an error in it becomes a `DemoFailure` with that reason. */
export async function runOrFail<T>(reason: DemoFailureReason, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof DemoFailure ? error : new DemoFailure(isQuotaError(error) ? 'storageFull' : reason, error)
  }
}

const failures = new EventTarget()

/** Reports an internal error of the backend in the console of the browser, and to the demo if it is one that the user can end. */
export function reportBackendError(error: Error): void {
  reportError(error)
  if (isQuotaError(error)) failures.dispatchEvent(new Event('storageFull'))
}

/** Calls `listener` when the browser has no space left for the demo. Returns the unsubscribe function. */
export function subscribeToFullStorage(listener: () => void): () => void {
  failures.addEventListener('storageFull', listener)
  return () => failures.removeEventListener('storageFull', listener)
}
