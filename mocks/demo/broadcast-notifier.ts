import { maxHeartbeatIntervalMs } from '#api/contract/events.ts'
import type { Signal } from '#backend/environment.ts'
import { createLocalNotifier, type Notifier } from '#backend/events/notifier.ts'
import * as v from 'valibot'
import { openChannel } from './tab-messages.ts'

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
