import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import { createEventSequencer } from '#api/live-updates/event-sequencer.ts'
import { runWithReconnect } from '#api/live-updates/reconnecting-stream.ts'
import { parseLiveEvent, type LiveEvent } from '#api/live-updates/event-sequencer.ts'
import { openEventStream } from '#api/live-updates/event-stream-client.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { notifyOnWrite, createLocalNotifier } from '#backend/events/notifier.ts'
import { createBackend } from '#backend/app.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import type { Store } from '#backend/store/store.ts'
import { createBrokenNetwork, connectionFaults, type ConnectionFault } from './broken-network.ts'
import { buildVersion, now, buildSeed } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { createVirtualClock } from '#test/support/virtual-clock.ts'
import { scaleCases } from '#test/support/test-size.ts'

/** What the history has come to: the ids of the last events that anybody could know. */
const readLatestEventId = (store: Store) => store.read(async (reader) => `${await reader.epoch()}.${await reader.latestSequence()}`)

/** A console that listens to the real backend through a network that breaks. */
function openConsole(fault: ConnectionFault | 'none' = 'none', afterBytes = 0) {
  const seed = buildSeed([buildVersion()])
  const notifier = createLocalNotifier()
  let currentStore = createMemoryStore(seed)
  const store = notifyOnWrite({ read: (work) => currentStore.read(work), write: (work) => currentStore.write(work) }, notifier)
  const environment = {
    store,
    engine: createSimulatedEngine(),
    clock: () => now,
    identify: () => marketer,
    subscribe: notifier.subscribe,
    newId: () => 'new',
    typedNameThreshold: 1000,
  }
  const backend = createBackend(environment)
  const network = createBrokenNetwork((path, init) => backend(new Request(new URL(path, 'http://localhost'), init)))
  network.setFault(fault, afterBytes)
  const clock = createVirtualClock()
  const events: LiveEvent[] = []
  const retryDelays: number[] = []
  const lost: number[] = []
  const resumed: number[] = []
  const sequencer = createEventSequencer(
    (event) => events.push(event),
    () => {},
  )
  const controller = new AbortController()
  const listening = runWithReconnect(
    {
      open: (last, signal) => openEventStream(network.network, last, signal),
      delay: clock.delay,
      backoff: (ms, signal) => (retryDelays.push(ms), clock.delay(ms, signal)),
      random: () => 0.5,
    },
    {
      lastId: sequencer.lastId,
      onResumed: () => resumed.push(clock.now()),
      onEvent: sequencer.accept,
      onDisconnected: () => lost.push(clock.now()),
    },
    controller.signal,
  )
  return {
    ...network,
    clock,
    events,
    retryDelays,
    lost,
    resumed,
    sendHeartbeat: () => notifier.notify('beat'),
    newest: () => readLatestEventId(store),
    /** So many things happen to the version, in one transaction each. */
    recordChanges: async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++)
        await store.write((transaction) => transaction.append({ ...seed.history[0]!, type: 'pause' }))
      await flushEventLoop()
    },
    /** The history begins again. */
    restartHistory: async (): Promise<void> => {
      currentStore = createMemoryStore(seed)
      notifier.notify('written')
      await flushEventLoop()
    },
    stop: async (): Promise<void> => {
      controller.abort()
      await listening
    },
  }
}

/** Plays what was told back: each change is the one after what was known by then. Answers what is known at the end. */
function replayEvents(events: readonly LiveEvent[]): string | null {
  let known: string | null = null
  for (const event of events) {
    if (!('id' in event)) continue
    if (event.kind === 'change') {
      const [epoch, sequence] = (known ?? '').split('.')
      expect(event.id).toBe(`${epoch}.${Number(sequence) + 1}`)
    }
    known = event.id
  }
  return known
}

interface Disconnection {
  readonly fault: ConnectionFault
  readonly afterBytes: number
  readonly changesBefore: number
  readonly changesMeanwhile: number
  readonly historyRestarts: boolean
}

const anyDisconnection: fc.Arbitrary<Disconnection> = fc.record({
  fault: fc.constantFrom(...connectionFaults),
  afterBytes: fc.integer({ min: 0, max: 900 }),
  changesBefore: fc.integer({ min: 0, max: 4 }),
  // Now and then so much that it cannot be told one by one.
  changesMeanwhile: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0, max: 4 }) }, { weight: 1, arbitrary: fc.constant(501) }),
  historyRestarts: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

let disconnectionCount = 0
beforeEach(() => {
  disconnectionCount = 0
})

test('through hundreds of disconnections of every kind no change is lost and none arrives twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDisconnection, { minLength: 20, maxLength: 20 }), async (disconnections) => {
      const console = openConsole()
      await flushEventLoop()

      for (const { fault, afterBytes, changesBefore, changesMeanwhile, historyRestarts } of disconnections) {
        const attempts = console.attempts()
        console.setFault(fault, afterBytes)
        console.breakNow()
        while (console.attempts() === attempts) await console.clock.advance()
        await console.recordChanges(changesBefore)
        console.breakNow()
        await console.recordChanges(changesMeanwhile)
        if (historyRestarts) await console.restartHistory()
        disconnectionCount++
      }
      const attempts = console.attempts()
      console.setFault('none')
      while (console.attempts() === attempts) await console.clock.advance()
      await console.recordChanges(1)

      const untellable = disconnections.filter(({ changesMeanwhile, historyRestarts }) => historyRestarts || changesMeanwhile > 500).length
      expect(replayEvents(console.events)).toBe(await console.newest())
      expect(console.events.filter(({ kind }) => kind === 'resync').length).toBeLessThanOrEqual(1 + untellable)
      await console.stop()
    }),
    { numRuns: scaleCases(20, 10) },
  )
  expect(disconnectionCount).toBeGreaterThanOrEqual(200)
})

test.each([
  ['refuses connections', 'networkError'],
  ['is overloaded', 'unavailable'],
  ['has nothing to say', 'noContent'],
  ['answers with a page of something else', 'captivePortal'],
] as const)('a backend that %s is tried again, ever more rarely but every fifteen seconds at least, for ever', async (_, fault) => {
  const console = openConsole(fault)

  while (console.attempts() < 40) await console.clock.advance()

  expect(console.retryDelays.slice(0, 4)).toEqual([1_500, 3_000, 6_000, 11_250])
  expect(new Set(console.retryDelays.slice(4))).toEqual(new Set([11_250]))
  expect(console.lost).toHaveLength(console.retryDelays.length)
  await console.stop()
})

test('a stream that ends after it has sent an event is opened again within a second, and is not reported as lost', async () => {
  const console = openConsole('endStream', 10_000)
  await flushEventLoop()

  for (let time = 0; time < 10; time++) {
    await console.recordChanges(1)
    console.breakNow()
    await flushEventLoop()
    await console.clock.advance()
  }

  expect(console.retryDelays).toEqual(Array.from({ length: 10 }, () => 750))
  expect(console.lost).toEqual([])
  expect(console.resumed).toHaveLength(10)
  expect(console.events.filter(({ kind }) => kind === 'change')).toHaveLength(10)
  await console.stop()
})

test('a silent connection is closed after twelve seconds, and reported as lost', async () => {
  const console = openConsole()
  await flushEventLoop()

  await console.clock.advance()

  expect([console.clock.now(), console.lost]).toEqual([heartbeatTimeoutMs, [heartbeatTimeoutMs]])
  await console.stop()
})

test('heartbeats keep a connection without changes open', async () => {
  const console = openConsole()
  await flushEventLoop()
  for (let beat = 0; beat < 10; beat++) {
    console.sendHeartbeat()
    await flushEventLoop()
  }

  await console.clock.advance()

  expect(console.events.map(({ kind }) => kind)).toEqual(['resync', ...Array.from({ length: 10 }, () => 'heartbeat')])
  expect(console.attempts()).toBe(1)
  await console.stop()
})

test('an event that only a newer backend knows makes the console read everything again', () => {
  const received = [
    parseLiveEvent({ event: 'change', id: 'e.5', data: '{"type":"archive"}' }),
    parseLiveEvent({ event: 'audit', id: 'e.6', data: 'x' }),
    parseLiveEvent({ event: 'advert', id: undefined, data: 'x' }),
  ]

  expect(received).toEqual([{ kind: 'resync', id: 'e.5' }, { kind: 'resync', id: 'e.6' }, { kind: 'heartbeat' }])
})

test('the event of a batch is neither a change of the history nor a heartbeat, and moves no position', () => {
  const events: unknown[] = []
  const sequencer = createEventSequencer(
    (event) => events.push(event),
    () => {},
  )
  sequencer.accept({ kind: 'resync', id: 'e.5' })

  sequencer.accept(parseLiveEvent({ event: 'batch', id: undefined, data: '{"batchId":"b"}' }))
  sequencer.acceptRelayed(parseLiveEvent({ event: 'batch', id: undefined, data: '{"batchId":"b"}' }), 'e.5')

  expect([events.slice(1), sequencer.lastId()]).toEqual([[{ kind: 'batch' }, { kind: 'batch' }], 'e.5'])
})

test.each([
  ['nothing but a resync', [{ kind: 'resync', id: 'x.1' }], [2_000, 4_000, 8_000], 0],
  ['an event', [{ kind: 'heartbeat' }], [1_000, 1_000, 1_000], 0],
  ['nothing', [], [2_000, 4_000, 8_000], 3],
] as const)('the back-off after streams with %s', async (_, events, expected, lost) => {
  const controller = new AbortController()
  const retryDelays: number[] = []
  let disconnections = 0

  await runWithReconnect(
    {
      open: async function* open() {
        yield* events
      },
      delay: () => new Promise(() => {}),
      backoff: async (ms) => {
        if (retryDelays.push(ms) === 3) controller.abort()
      },
      random: () => 1,
    },
    { lastId: () => null, onResumed: () => {}, onEvent: () => {}, onDisconnected: () => void disconnections++ },
    controller.signal,
  )

  expect(retryDelays).toEqual(expected)
  expect(disconnections).toBe(lost)
})
