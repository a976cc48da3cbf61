import { expect, test } from 'vitest'
import { createLocalNotifier, type Notifier } from '#backend/events/notifier.ts'
import { openEventReader } from '#test/contract/support/event-reader.ts'
import { buildVersion, now } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { waitUntil } from '#test/support/wait-until.ts'

/** A bell that knows how many listen to it. */
export interface CountedNotifier extends Notifier {
  readonly listeners: () => number
}

export function createCountedNotifier(): CountedNotifier {
  const notifier = createLocalNotifier()
  let listeners = 0
  return {
    notify: notifier.notify,
    subscribe: (listen) => {
      const end = notifier.subscribe(listen)
      listeners++
      return () => {
        listeners--
        end()
      }
    },
    listeners: () => listeners,
  }
}

/** What requests cannot show: that a backend does nothing any more for those who have gone. */
export function testStreamCleanup(name: string, open: () => Promise<{ readonly host: Host; readonly notifier: CountedNotifier }>): void {
  test(`${name} releases a client that disconnects, and one that aborts the request`, async () => {
    const { host, notifier } = await open()
    await host.start([buildVersion()], now)
    const before = notifier.listeners()
    const aborted = new AbortController()
    const closedReader = await openEventReader(host)
    const abortedResponse = await host.send('/api/events', { signal: aborted.signal })
    const pieces = abortedResponse.body!.getReader()
    await Promise.all([closedReader.next(), pieces.read()])
    // The hub listens once for both.
    expect(notifier.listeners() - before).toBe(1)

    await closedReader.close()
    aborted.abort()

    await waitUntil(() => expect(notifier.listeners()).toBe(before))
    await pieces.cancel().catch(() => undefined)
  })

  test(`${name} opens nothing for a HEAD request`, async () => {
    const { host, notifier } = await open()
    await host.start([buildVersion()], now)
    const before = notifier.listeners()

    const { status } = await host.send('/api/events', { method: 'HEAD' })

    expect([status, notifier.listeners()]).toEqual([200, before])
  })
}
