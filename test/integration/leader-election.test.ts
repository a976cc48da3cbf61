import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEventSequencer } from '#api/live-updates/event-sequencer.ts'
import type { LiveEvent } from '#api/live-updates/event-sequencer.ts'
import { openEventStream } from '#api/live-updates/event-stream-client.ts'
import { runSharedStream } from '#api/live-updates/shared-stream.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts'
import { waitUntil } from '#test/support/wait-until.ts'

let host: ReturnType<typeof createInProcessHost>
let client: Client
let browserCount = 0
let streams = { now: 0, most: 0, ever: 0 }
const openTabs = new Set<Tab>()

/** One tab of the browser. */
interface Tab {
  readonly events: readonly LiveEvent[]
  /** The sequences of the changes that it was told, in order. */
  readonly changes: () => readonly number[]
  readonly isConnected: () => boolean
  /** How often the tab was told that the stream was interrupted. */
  readonly resumptions: () => number
  readonly isLeader: () => boolean
  readonly clock: VirtualClock
  readonly close: () => void
}

/** A stream of the backend, counted for as long as it is open. */
async function* openCountedStream(last: string | null, signal: AbortSignal, countOwn: (by: number) => void): AsyncGenerator<LiveEvent> {
  streams.ever++
  streams.most = Math.max(streams.most, ++streams.now)
  countOwn(1)
  try {
    yield* openEventStream((path, init) => host.send(path, init), last, signal)
  } finally {
    streams.now--
    countOwn(-1)
  }
}

function openTab(isVisible = true): Tab {
  const events: LiveEvent[] = []
  const controller = new AbortController()
  const clock = createVirtualClock()
  const channel = new BroadcastChannel(`browser-${browserCount}`)
  let connected = false
  let resumptions = 0
  let ownStreams = 0
  const connection = {
    open: (last: string | null, signal: AbortSignal) => openCountedStream(last, signal, (by) => void (ownStreams += by)),
    delay: clock.delay,
    backoff: clock.delay,
    random: () => 0,
  }
  void runSharedStream(
    {
      stream: connection,
      sequencer: createEventSequencer(
        (event) => events.push(event),
        () => {},
      ),
      onConnectionChange: (now) => void (connected = now),
      onResumed: () => void resumptions++,
      isVisible: () => isVisible,
      lockName: `browser-${browserCount}`,
      locks: navigator.locks,
      channel,
    },
    controller.signal,
  )
  const tab: Tab = {
    events,
    changes: () => events.flatMap((event) => (event.kind === 'change' ? [event.change.sequence] : [])),
    isConnected: () => connected,
    resumptions: () => resumptions,
    isLeader: () => ownStreams > 0,
    clock,
    close: () => {
      openTabs.delete(tab)
      controller.abort()
      channel.close()
    },
  }
  openTabs.add(tab)
  return tab
}

/** The tab that has the stream, among those that are open. */
const findLeader = (): Tab => [...openTabs].find((tab) => tab.isLeader())!

/** Waits until every open tab was told these changes, each once. */
const waitForChangesInEveryTab = (...changes: readonly number[]) =>
  waitUntil(() => expect([...openTabs].map((tab) => tab.changes())).toEqual(Array.from(openTabs, () => changes)))

const waitForEveryTabConnected = () =>
  waitUntil(async () => {
    await host.sendHeartbeat()
    expect([...openTabs].every((tab) => tab.isConnected())).toBe(true)
  })

beforeEach(async () => {
  browserCount++
  streams = { now: 0, most: 0, ever: 0 }
  host = createInProcessHost()
  client = new Client(host)
  await client.start([buildVersion()])
})

afterEach(() => {
  for (const tab of openTabs) tab.close()
})

test('twenty tabs hold one stream, and each receives each change once', async () => {
  for (let tab = 0; tab < 20; tab++) openTab()
  await waitForEveryTabConnected()

  await client.sendCommand('pause')
  await client.sendCommand('resume')

  await waitForChangesInEveryTab(2, 3)
  expect(streams).toEqual({ now: 1, most: 1, ever: 1 })
})

test('when the leading tab is closed another takes over, and the changes in between arrive', async () => {
  for (let tab = 0; tab < 20; tab++) openTab()
  await waitForEveryTabConnected()
  await client.sendCommand('pause')
  await waitForChangesInEveryTab(2)

  findLeader().close()
  await client.sendCommand('resume')
  await client.sendCommand('close')

  await waitForChangesInEveryTab(2, 3, 4)
  expect(openTabs.size).toBe(19)
  expect(streams).toEqual({ now: 1, most: 1, ever: 2 })
})

test('when the stream goes on in another tab, every tab is notified once of the interruption', async () => {
  for (let tab = 0; tab < 5; tab++) openTab()
  await waitForEveryTabConnected()
  const resumptions = () => [...openTabs].map((tab) => tab.resumptions())
  expect(resumptions()).toEqual([0, 0, 0, 0, 0])

  findLeader().close()

  await waitUntil(() => expect(resumptions()).toEqual([1, 1, 1, 1]))
})

test('tabs are closed one after the other during changes: the last one has received all of them', async () => {
  for (let tab = 0; tab < 6; tab++) openTab()
  await waitForEveryTabConnected()

  for (let sequence = 2; openTabs.size > 1; sequence++) {
    findLeader().close()
    await client.sendCommand(sequence % 2 === 0 ? 'pause' : 'resume')
    await waitUntil(() => expect(findLeader()?.changes().at(-1)).toBe(sequence))
  }

  await waitForChangesInEveryTab(2, 3, 4, 5, 6)
  expect(streams.most).toBe(1)
})

test('a tab that opens later reads everything once it knows the position of the others, and receives new changes', async () => {
  openTab()
  await waitForEveryTabConnected()
  await client.sendCommand('pause')
  await waitForChangesInEveryTab(2)

  const later = openTab()
  await waitForEveryTabConnected()
  await client.sendCommand('resume')

  await waitUntil(() => expect(later.changes()).toEqual([3]))
  expect(later.events.filter(({ kind }) => kind === 'resync')).toHaveLength(1)
  expect(streams.ever).toBe(1)
})

test('a visible tab takes the stream over from a hidden one that was frozen with it', async () => {
  const asleep = openTab()
  await waitUntil(() => expect(asleep.isLeader()).toBe(true))
  const awake = openTab()
  await waitForEveryTabConnected()

  await waitUntil(async () => {
    await awake.clock.advance()
    expect(awake.isLeader()).toBe(true)
  })
  await client.sendCommand('close')

  await waitForChangesInEveryTab(2)
  await waitUntil(() => expect(asleep.isLeader()).toBe(false))
})

test('a hidden tab leaves the stream where it is', async () => {
  const asleep = openTab()
  await waitUntil(() => expect(asleep.isLeader()).toBe(true))
  const hidden = openTab(false)
  await waitForEveryTabConnected()

  await waitUntil(async () => {
    await hidden.clock.advance()
    expect(hidden.clock.now()).toBeGreaterThan(100_000)
  })
  await client.sendCommand('close')

  await waitForChangesInEveryTab(2)
  expect([asleep.isLeader(), hidden.isLeader()]).toEqual([true, false])
})

test('all tabs notice when the backend is unreachable', async () => {
  openTab()
  openTab()
  await waitForEveryTabConnected()

  await host.signIn(null)
  await waitUntil(async () => {
    await [...openTabs][0]?.clock.advance()
    expect([...openTabs].map((tab) => tab.isConnected())).toEqual([false, false])
  })
})
