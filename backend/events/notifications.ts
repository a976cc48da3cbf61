import type { Environment, Signal } from '#backend/environment.ts'

/** Queue of notifications for one event stream. */
interface NotificationQueue {
  /** Waits for the next notification and returns its kind; `'over'` once the signal has aborted. */
  next(): Promise<Signal | 'over'>
}

/** Subscribes to notifications until `signal` aborts. A notification between two calls of `next` is kept; several are merged into one. */
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
