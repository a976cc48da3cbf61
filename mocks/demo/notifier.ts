import { maxHeartbeatIntervalMs } from '#api/contract/events.ts'
import type { Environment, Signal } from '#backend/environment.ts'
import type { Store } from '#backend/store/store.ts'
import * as v from 'valibot'
import { openChannel } from './tab-messages.ts'

/** Notifies the event streams of a demo that there may be something to send. */
export interface Notifier {
  readonly notify: (signal: Signal) => void
  readonly subscribe: Environment['subscribe']
}

/** Notifies the subscribers in this process only, without ticks. */
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

const signalSchema = v.picklist(['written', 'session', 'beat'] satisfies Signal[])

/**
 * Notifies every tab of the browser (BroadcastChannel), and ticks every `tickMs` milliseconds in those that have subscribers. Throws if
 * the ticks are so slow that clients would take their streams for dead.
 */
export function createBroadcastNotifier(channelName: string, tickMs: number): Notifier {
  if (tickMs > maxHeartbeatIntervalMs)
    throw new RangeError(`A heartbeat every ${tickMs} ms is too slow: clients expect one every ${maxHeartbeatIntervalMs} ms.`)
  const local = createLocalNotifier()
  const channel = openChannel(channelName)
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const signal = v.safeParse(signalSchema, data)
    if (signal.success) local.notify(signal.output)
  })
  return {
    notify: (signal) => {
      local.notify(signal)
      channel?.postMessage(signal)
    },
    subscribe: (listener) => {
      const unsubscribe = local.subscribe(listener)
      const interval = setInterval(listener, tickMs, 'beat')
      return () => {
        clearInterval(interval)
        unsubscribe()
      }
    },
  }
}
