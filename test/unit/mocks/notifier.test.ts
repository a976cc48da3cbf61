import { expect, test } from 'vitest'
import { heartbeatTimeoutMs, maxHeartbeatIntervalMs } from '#api/contract/events.ts'
import { createBroadcastNotifier } from '#mocks/demo/broadcast-notifier.ts'

test('a host whose heartbeats are so slow that clients would take its streams for dead does not start', () => {
  expect(maxHeartbeatIntervalMs).toBeLessThan(heartbeatTimeoutMs)

  expect(() => createBroadcastNotifier('slow', maxHeartbeatIntervalMs + 1)).toThrow('A heartbeat every 6001 ms is too slow')
})
