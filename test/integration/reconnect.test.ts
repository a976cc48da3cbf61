import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import { createEventSequencer } from '#api/live-updates/event-sequencer.ts'
import { runWithReconnect } from '#api/live-updates/reconnecting-stream.ts'
import { parseLiveEvent, type LiveEvent } from '#api/live-updates/live-event.ts'
import { openEventStream } from '#api/live-updates/event-stream-client.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { audible, memoryBell } from '#mocks/demo/notifier.ts'
import { createBackend } from '#backend/app.ts'
import type { Store } from '#backend/store/store.ts'
import { brokenNetwork, fates, type Fate } from './broken-network.ts'
import { aVersion, now, seedOf } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { quiet, standingClock } from '#test/support/frozen-clock.ts'

/** What the history has come to: the ids of the last events that anybody could know. */
const newest = (store: Store) => store.read(async (reader) => `${await reader.epoch()}.${await reader.latestSequence()}`)

/** A console that listens to the real backend through a network that breaks. */
function listen(fate: Fate | 'fine' = 'fine', bytes = 0) {
  const seed = seedOf([aVersion()])
  const bell = memoryBell()
  let held = createMemoryStore(seed)
  const store = audible({ read: (work) => held.read(work), write: (work) => held.write(work) }, bell)
  const environment = {
    store,
    clock: () => now,
    identify: () => marketer,
    subscribe: bell.onRing,
    newId: () => 'new',
    typedNameThreshold: 1000,
  }
  const backend = createBackend(environment)
  const network = brokenNetwork((path, init) => backend(new Request(new URL(path, 'http://localhost'), init)))
  network.befalls(fate, bytes)
  const clock = standingClock()
  const told: LiveEvent[] = []
  const rests: number[] = []
  const lost: number[] = []
  const heard = createEventSequencer(
    (event) => told.push(event),
    () => {},
  )
  const over = new AbortController()
  const listening = runWithReconnect(
    {
      open: (last, signal) => openEventStream(network.network, last, signal),
      delay: clock.wait,
      backoff: (ms, signal) => (rests.push(ms), clock.wait(ms, signal)),
      random: () => 0.5,
    },
    { lastId: heard.lastId, onEvent: heard.accept, onDisconnected: () => lost.push(clock.now()) },
    over.signal,
  )
  return {
    ...network,
    clock,
    told,
    rests,
    lost,
    beat: () => bell.ring('beat'),
    newest: () => newest(store),
    /** So many things happen to the version, in one transaction each. */
    happen: async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++)
        await store.write((transaction) => transaction.append({ ...seed.history[0]!, type: 'pause' }))
      await quiet()
    },
    /** The history begins again. */
    beginAgain: async (): Promise<void> => {
      held = createMemoryStore(seed)
      bell.ring('written')
      await quiet()
    },
    end: async (): Promise<void> => {
      over.abort()
      await listening
    },
  }
}

/** Plays what was told back: each change is the one after what was known by then. Answers what is known at the end. */
function playBack(told: readonly LiveEvent[]): string | null {
  let known: string | null = null
  for (const event of told) {
    if (event.kind === 'heartbeat') continue
    if (event.kind === 'change') {
      const [epoch, sequence] = (known ?? '').split('.')
      expect(event.id).toBe(`${epoch}.${Number(sequence) + 1}`)
    }
    known = event.id
  }
  return known
}

interface Mishap {
  readonly fate: Fate
  readonly bytes: number
  readonly before: number
  readonly meanwhile: number
  readonly anew: boolean
}

const mishap: fc.Arbitrary<Mishap> = fc.record({
  fate: fc.constantFrom(...fates),
  bytes: fc.integer({ min: 0, max: 900 }),
  before: fc.integer({ min: 0, max: 4 }),
  // Now and then so much that it cannot be told one by one.
  meanwhile: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0, max: 4 }) }, { weight: 1, arbitrary: fc.constant(501) }),
  anew: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

let disconnections = 0
beforeEach(() => {
  disconnections = 0
})

test('through hundreds of disconnections of every kind nothing is lost and nothing is told twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mishap, { minLength: 20, maxLength: 20 }), async (mishaps) => {
      const console = listen()
      await quiet()

      for (const { fate, bytes, before, meanwhile, anew } of mishaps) {
        const tries = console.tries()
        console.befalls(fate, bytes)
        console.strike()
        while (console.tries() === tries) await console.clock.goOn()
        await console.happen(before)
        console.strike()
        await console.happen(meanwhile)
        if (anew) await console.beginAgain()
        disconnections++
      }
      const tries = console.tries()
      console.befalls('fine')
      while (console.tries() === tries) await console.clock.goOn()
      await console.happen(1)

      const untellable = mishaps.filter(({ meanwhile, anew }) => anew || meanwhile > 500).length
      expect(playBack(console.told)).toBe(await console.newest())
      expect(console.told.filter(({ kind }) => kind === 'resync').length).toBeLessThanOrEqual(1 + untellable)
      await console.end()
    }),
    { numRuns: 20 },
  )
  expect(disconnections).toBeGreaterThanOrEqual(200)
})

test.each([
  ['refuses connections', 'refused'],
  ['is overloaded', 'overloaded'],
  ['has nothing to say', 'gone'],
  ['answers with a page of something else', 'page'],
] as const)('a backend that %s is tried again, ever more rarely but every fifteen seconds at least, for ever', async (_, fate) => {
  const console = listen(fate)

  while (console.tries() < 40) await console.clock.goOn()

  expect(console.rests.slice(0, 4)).toEqual([1_500, 3_000, 6_000, 11_250])
  expect(new Set(console.rests.slice(4))).toEqual(new Set([11_250]))
  expect(console.lost).toHaveLength(console.rests.length)
  await console.end()
})

test('a stream that ends after it has told something is taken up again within a second, and nobody calls that lost', async () => {
  const console = listen('ended', 10_000)
  await quiet()

  for (let time = 0; time < 10; time++) {
    await console.happen(1)
    console.strike()
    await quiet()
    await console.clock.goOn()
  }

  expect(console.rests).toEqual(Array.from({ length: 10 }, () => 750))
  expect(console.lost).toEqual([])
  expect(console.told.filter(({ kind }) => kind === 'change')).toHaveLength(10)
  await console.end()
})

test('a connection that says nothing any more is given up after twelve seconds, and called lost', async () => {
  const console = listen()
  await quiet()

  await console.clock.goOn()

  expect([console.clock.now(), console.lost]).toEqual([heartbeatTimeoutMs, [heartbeatTimeoutMs]])
  await console.end()
})

test('heartbeats keep a connection on which nothing else is said', async () => {
  const console = listen()
  await quiet()
  for (let beat = 0; beat < 10; beat++) {
    console.beat()
    await quiet()
  }

  await console.clock.goOn()

  expect(console.told.map(({ kind }) => kind)).toEqual(['resync', ...Array.from({ length: 10 }, () => 'heartbeat')])
  expect(console.tries()).toBe(1)
  await console.end()
})

test('an event that only a newer backend knows makes the console read everything again', () => {
  const told = [
    parseLiveEvent({ event: 'change', id: 'e.5', data: '{"what":"archive"}' }),
    parseLiveEvent({ event: 'audit', id: 'e.6', data: 'x' }),
    parseLiveEvent({ event: 'advert', id: undefined, data: 'x' }),
  ]

  expect(told).toEqual([{ kind: 'resync', id: 'e.5' }, { kind: 'resync', id: 'e.6' }, { kind: 'heartbeat' }])
})
