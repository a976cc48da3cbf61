import type { Environment, Signal } from '#backend/environment.ts'
import type { Store } from '#backend/store/store.ts'

/** Notifies the event streams of a backend that there may be something to send. */
export interface Notifier {
  readonly notify: (signal: Signal) => void
  readonly subscribe: Environment['subscribe']
}

/** Notifies the subscribers in this process only, without heartbeats. */
export function createLocalNotifier(): Notifier {
  const listeners = new Set<(signal: Signal) => void>()
  return {
    notify: (signal) => listeners.forEach((listener) => listener(signal)),
    subscribe: (listener) => {
      // Wrapping makes each subscription distinct: a listener that subscribes twice is called twice.
      const registered = (signal: Signal) => listener(signal)
      listeners.add(registered)
      return () => void listeners.delete(registered)
    },
  }
}

/** Wraps a store; notifies after each completed write. */
export const notifyOnWrite = (store: Store, notifier: Notifier): Store => ({
  read: (work) => store.read(work),
  write: async (work) => {
    const result = await store.write(work)
    notifier.notify('written')
    return result
  },
})
