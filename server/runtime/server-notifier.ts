import { maxHeartbeatIntervalMs } from '#api/contract/events.ts'
import { createLocalNotifier, type Notifier } from '#backend/events/notifier.ts'
import type { Every } from './timers.ts'

/** Interval of heartbeats, in milliseconds: two may be late before a stream counts as dead. */
const heartbeatMs = maxHeartbeatIntervalMs / 1.5

/** Interval of the question whether a session has ended, in milliseconds. */
const sessionCheckMs = 1_000

/**
 * The notifier of one replica. It has heartbeats, and asks whether a session has ended, as long as at least one stream listens. The store tells it of
 * written changes. `hasSessionChange`: whether a session may have ended since it was asked last, here or elsewhere.
 */
export function createServerNotifier(every: Every, hasSessionChange: () => Promise<boolean>): Notifier {
  const { notify, subscribe } = createLocalNotifier()
  const checkSessions = async () => {
    if (await hasSessionChange()) notify('session')
  }
  return {
    notify,
    subscribe: (listener) => {
      const unsubscribe = subscribe(listener)
      const stopHeartbeats = every(heartbeatMs, () => listener('beat'))
      // While the database is away, that is known already.
      const stopChecks = every(sessionCheckMs, () => void checkSessions().catch(() => undefined))
      return () => {
        stopHeartbeats()
        stopChecks()
        unsubscribe()
      }
    },
  }
}
