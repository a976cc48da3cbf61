import type { Environment, Signal } from '#backend/environment.ts'

/** Those who wait to be woken, one wake-up after the other. */
interface NotificationQueue {
  /** Why it is time to look again; `'over'` once nobody wants to be woken any more. Waits if it is not. */
  next(): Promise<Signal | 'over'>
}

/** Listens to wake-ups until `signal` aborts. None gets lost between two waits; several become one. */
export function createNotificationQueue(subscribe: Environment['subscribe'], signal: AbortSignal): NotificationQueue {
  let pending: Signal | null = null
  let wake = (): void => {}
  const end = subscribe((kind) => {
    pending = pending === 'beat' ? pending : kind
    wake()
  })
  const finish = () => {
    end()
    wake()
  }
  if (signal.aborted) finish()
  else signal.addEventListener('abort', finish, { once: true })
  const isWaiting = () => pending === null && !signal.aborted
  return {
    next: async () => {
      while (isWaiting()) await new Promise<void>((resolve) => (wake = resolve))
      const why = signal.aborted ? 'over' : (pending ?? 'over')
      pending = null
      return why
    },
  }
}
