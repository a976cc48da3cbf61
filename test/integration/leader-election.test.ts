import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEventSequencer } from '#api/live-updates/event-sequencer.ts'
import type { LiveEvent } from '#api/live-updates/live-event.ts'
import { openEventStream } from '#api/live-updates/event-stream-client.ts'
import { runSharedStream } from '#api/live-updates/leader-election.ts'
import { Client } from '#test/contract/support/client.ts'
import { aVersion } from '#test/contract/support/fixtures.ts'
import { inProcess } from '#test/contract/support/in-process.ts'
import { standingClock } from '#test/support/frozen-clock.ts'

let host: ReturnType<typeof inProcess>
let client: Client
let browser = 0
let streams = { now: 0, most: 0, ever: 0 }
const open = new Set<Tab>()

/** One tab of the browser. */
interface Tab {
  readonly told: readonly LiveEvent[]
  /** The sequences of the changes that it was told, in order. */
  readonly changes: () => readonly number[]
  readonly alive: () => boolean
  readonly listens: () => boolean
  readonly clock: ReturnType<typeof standingClock>
  readonly close: () => void
}

/** A stream of the backend, counted for as long as it is open. */
async function* counted(last: string | null, signal: AbortSignal, mine: (by: number) => void): AsyncGenerator<LiveEvent> {
  streams.ever++
  streams.most = Math.max(streams.most, ++streams.now)
  mine(1)
  try {
    yield* openEventStream((path, init) => host.send(path, init), last, signal)
  } finally {
    streams.now--
    mine(-1)
  }
}

function openTab(isVisible = true): Tab {
  const told: LiveEvent[] = []
  const over = new AbortController()
  const clock = standingClock()
  const channel = new BroadcastChannel(`browser-${browser}`)
  let alive = false
  let mine = 0
  const line = {
    open: (last: string | null, signal: AbortSignal) => counted(last, signal, (by) => void (mine += by)),
    delay: clock.wait,
    backoff: clock.wait,
    random: () => 0,
  }
  void runSharedStream(
    {
      stream: line,
      sequencer: createEventSequencer(
        (event) => told.push(event),
        () => {},
      ),
      onConnectionChange: (now) => void (alive = now),
      isVisible: () => isVisible,
      name: `browser-${browser}`,
      locks: navigator.locks,
      channel,
    },
    over.signal,
  )
  const tab: Tab = {
    told,
    changes: () => told.flatMap((event) => (event.kind === 'change' ? [event.change.sequence] : [])),
    alive: () => alive,
    listens: () => mine > 0,
    clock,
    close: () => {
      open.delete(tab)
      over.abort()
      channel.close()
    },
  }
  open.add(tab)
  return tab
}

/** Patiently: nothing here takes long, but the machine may be busy. */
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000 })

/** The tab that has the stream, among those that are open. */
const listener = (): Tab => [...open].find((tab) => tab.listens())!

/** Waits until every open tab was told these changes, each once. */
const everyTabWasTold = (...changes: readonly number[]) =>
  eventually(() => expect([...open].map((tab) => tab.changes())).toEqual(Array.from(open, () => changes)))

const everyTabIsAlive = () =>
  eventually(async () => {
    await host.beat()
    expect([...open].every((tab) => tab.alive())).toBe(true)
  })

beforeEach(async () => {
  browser++
  streams = { now: 0, most: 0, ever: 0 }
  host = inProcess()
  client = new Client(host)
  await client.start([aVersion()])
})

afterEach(() => {
  for (const tab of open) tab.close()
})

test('twenty tabs hold one stream, and each is told everything once', async () => {
  for (let tab = 0; tab < 20; tab++) openTab()
  await everyTabIsAlive()

  await client.order('pause')
  await client.order('resume')

  await everyTabWasTold(2, 3)
  expect(streams).toEqual({ now: 1, most: 1, ever: 1 })
})

test('when the tab that listens is closed another takes over, and what happened in between is told', async () => {
  for (let tab = 0; tab < 20; tab++) openTab()
  await everyTabIsAlive()
  await client.order('pause')
  await everyTabWasTold(2)

  listener().close()
  await client.order('resume')
  await client.order('close')

  await everyTabWasTold(2, 3, 4)
  expect(open.size).toBe(19)
  expect(streams).toEqual({ now: 1, most: 1, ever: 2 })
})

test('tabs are closed one after the other while things happen: the last one was told all of them', async () => {
  for (let tab = 0; tab < 6; tab++) openTab()
  await everyTabIsAlive()

  for (let sequence = 2; open.size > 1; sequence++) {
    listener().close()
    await client.order(sequence % 2 === 0 ? 'pause' : 'resume')
    await eventually(() => expect(listener()?.changes().at(-1)).toBe(sequence))
  }

  await everyTabWasTold(2, 3, 4, 5, 6)
  expect(streams.most).toBe(1)
})

test('a tab that opens later reads everything once it knows where the others are, and is told what comes', async () => {
  openTab()
  await everyTabIsAlive()
  await client.order('pause')
  await everyTabWasTold(2)

  const later = openTab()
  await everyTabIsAlive()
  await client.order('resume')

  await eventually(() => expect(later.changes()).toEqual([3]))
  expect(later.told.filter(({ kind }) => kind === 'resync')).toHaveLength(1)
  expect(streams.ever).toBe(1)
})

test('a tab that somebody looks at takes the stream from one that has fallen asleep with it', async () => {
  const asleep = openTab()
  await eventually(() => expect(asleep.listens()).toBe(true))
  const awake = openTab()
  await everyTabIsAlive()

  await eventually(async () => {
    await awake.clock.goOn()
    expect(awake.listens()).toBe(true)
  })
  await client.order('close')

  await everyTabWasTold(2)
  await eventually(() => expect(asleep.listens()).toBe(false))
})

test('a tab in the background leaves the stream where it is', async () => {
  const asleep = openTab()
  await eventually(() => expect(asleep.listens()).toBe(true))
  const hidden = openTab(false)
  await everyTabIsAlive()

  await eventually(async () => {
    await hidden.clock.goOn()
    expect(hidden.clock.now()).toBeGreaterThan(100_000)
  })
  await client.order('close')

  await everyTabWasTold(2)
  expect([asleep.listens(), hidden.listens()]).toEqual([true, false])
})

test('the tabs know it when the backend cannot be heard any more', async () => {
  openTab()
  openTab()
  await everyTabIsAlive()

  await host.signIn(null)
  await eventually(async () => {
    await [...open][0]?.clock.goOn()
    expect([...open].map((tab) => tab.alive())).toEqual([false, false])
  })
})
