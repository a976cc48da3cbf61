import { expect, test, vi } from 'vitest'
import { memoryBell, type Bell } from '#mocks/demo/notifier.ts'
import { listenTo } from '#test/contract/support/event-reader.ts'
import { aVersion, now } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'

/** A bell that knows how many listen to it. */
export interface CountedBell extends Bell {
  readonly listeners: () => number
}

export function countedBell(): CountedBell {
  const bell = memoryBell()
  let listeners = 0
  return {
    ring: bell.ring,
    onRing: (listen) => {
      const end = bell.onRing(listen)
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
export function leaving(name: string, open: () => Promise<{ readonly host: Host; readonly bell: CountedBell }>): void {
  test(`${name} forgets whoever goes away, and whoever calls the request off`, async () => {
    const { host, bell } = await open()
    await host.start([aVersion()], now)
    const calledOff = new AbortController()
    const leaves = await listenTo(host)
    const callsOff = await host.send('/api/events', { signal: calledOff.signal })
    const pieces = callsOff.body!.getReader()
    await Promise.all([leaves.next(), pieces.read()])
    expect(bell.listeners()).toBe(2)

    await leaves.leave()
    calledOff.abort()

    await vi.waitFor(() => expect(bell.listeners()).toBe(0), { timeout: 10_000 })
    await pieces.cancel().catch(() => undefined)
  })

  test(`${name} does nothing for whoever only wants to know what is there`, async () => {
    const { host, bell } = await open()
    await host.start([aVersion()], now)

    const { status } = await host.send('/api/events', { method: 'HEAD' })

    expect([status, bell.listeners()]).toEqual([200, 0])
  })
}
