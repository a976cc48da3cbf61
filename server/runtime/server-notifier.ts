import { maxHeartbeatIntervalMs } from '#api/contract/events.ts'
import { createLocalNotifier, type Notifier } from '#backend/events/notifier.ts'
import type { Every } from './timers.ts'

/** Interval of heartbeats, in milliseconds: two may be late before a stream counts as dead. */
const heartbeatMs = maxHeartbeatIntervalMs / 1.5

/** Interval of polling for changes that were written elsewhere, in milliseconds. A hint of another replica may be lost. */
const pollMs = 1_000

/**
 * The notifier of one replica. It has heartbeats and polls for changes of other replicas, as long as at least one stream listens.
 * `hasSessionChange`: whether a session may have ended since it was asked last, here or elsewhere.
 */
export function createServerNotifier(every: Every, hasSessionChange: () => Promise<boolean>): Notifier {
  const { notify, subscribe } = createLocalNotifier()
  const poll = async () => {
    notify('written')
    if (await hasSessionChange()) notify('session')
  }
  return {
    notify,
    subscribe: (listener) => {
      const unsubscribe = subscribe(listener)
      const stopHeartbeats = every(heartbeatMs, () => listener('beat'))
      const stopPolling = every(pollMs, () => void poll().catch(() => undefined))
      return () => {
        stopHeartbeats()
        stopPolling()
        unsubscribe()
      }
    },
  }
}
