import { expect, test } from 'vitest'
import { createBackend } from '#backend/app.ts'
import { createEventHub } from '#backend/events/event-hub.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Store } from '#backend/store/store.ts'
import { createLocalNotifier, notifyOnWrite } from '#backend/events/notifier.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { createValidHeaders } from '#test/contract/support/raw-request.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'

const streamCount = 2000

/** Many open streams of one backend, which counts the reads of its store and how often it asks who is signed in. */
async function openStreams() {
  const inner = createMemoryStore(buildSeed([buildVersion()]))
  const notifier = createLocalNotifier()
  const counts = { reads: 0, identifications: 0 }
  let session: typeof marketer | null = marketer
  const store: Store = {
    read: (work) => {
      counts.reads++
      return inner.read(work)
    },
    write: (work) => inner.write(work),
  }
  const backend = createBackend({
    store: notifyOnWrite(store, notifier),
    engine: createSimulatedEngine(),
    clock: () => now,
    identify: () => {
      counts.identifications++
      return session
    },
    newId: () => 'new',
    subscribe: notifier.subscribe,
    typedNameThreshold: 1000,
  })
  const readers = await Promise.all(
    Array.from({ length: streamCount }, async () => (await backend(new Request('http://localhost/api/events'))).body!.getReader()),
  )
  const readNext = async () => {
    const chunks = await Promise.all(readers.map((reader) => reader.read()))
    return new Set(chunks.map(({ value, done }) => (done ? 'ended' : new TextDecoder().decode(value))))
  }
  const first = await readNext()
  expect([...first]).toEqual([expect.stringMatching(/^event: resync$/m)])
  counts.reads = counts.identifications = 0
  const close = () =>
    backend(new Request('http://localhost/api/versions/version/close', { method: 'POST', headers: createValidHeaders(), body: '{}' }))
  const signIn = (next: typeof marketer | null) => {
    session = next
    notifier.notify('session')
  }
  return { counts, readNext, close, signIn, notifier }
}

test('a change costs one read of the log, however many streams are open', async () => {
  const { counts, readNext, close } = await openStreams()

  const next = readNext()
  await close()

  expect([...(await next)]).toEqual([expect.stringMatching(/^event: change$/m)])
  // One session is asked for: that of the command.
  expect(counts).toEqual({ reads: 1, identifications: 1 })
})

test('a heartbeat costs one read of the log, in case a notification was lost, and asks for no session', async () => {
  const { counts, readNext, notifier } = await openStreams()

  const next = readNext()
  notifier.notify('beat')

  expect([...(await next)]).toEqual([expect.stringMatching(/^event: heartbeat$/m)])
  expect(counts).toEqual({ reads: 1, identifications: 0 })
})

test('streams of a user who has lost the permission to view end without a further event', async () => {
  const { counts, readNext, signIn } = await openStreams()

  const next = readNext()
  signIn(null)

  expect([...(await next)]).toEqual(['ended'])
  expect(counts).toEqual({ reads: 0, identifications: streamCount })
})

/** A hub, and a function that holds its next read of the log until the returned function is called. */
function createHeldHub() {
  const store = createMemoryStore(buildSeed([buildVersion()]))
  const notifier = createLocalNotifier()
  let held: PromiseWithResolvers<void> | null = null
  const hub = createEventHub({
    store: {
      read: async (work) => {
        const result = await store.read(work)
        const release = held?.promise
        held = null
        await release
        return result
      },
      write: (work) => store.write(work),
    },
    engine: createSimulatedEngine(),
    clock: () => now,
    identify: () => marketer,
    newId: () => 'new',
    subscribe: notifier.subscribe,
    typedNameThreshold: 1000,
  })
  const holdNextRead = () => {
    const hold = Promise.withResolvers<void>()
    held = hold
    return hold.resolve
  }
  const append = (type: 'pause' | 'resume') =>
    store.write((transaction) => transaction.append({ ...buildSeed([buildVersion()]).history[0]!, type }))
  return { hub, notifier, holdNextRead, append }
}

test('a change that is written while the log is read is not lost', async () => {
  const { hub, notifier, holdNextRead, append } = createHeldHub()
  const ended = new AbortController()
  const listener = await hub.listen(ended.signal)

  const release = holdNextRead()
  await append('pause')
  notifier.notify('written')
  await flushEventLoop(1)
  await append('resume')
  notifier.notify('written')
  release()

  const types: string[] = []
  while (types.length < 2)
    for (const { changes } of (await listener.next())?.reads ?? []) types.push(...(changes ?? []).map(({ type }) => type))
  expect(types).toEqual(['pause', 'resume'])
  ended.abort()
  expect(await listener.next()).toBeNull()
})

test('a listener who leaves while waiting waits no longer', async () => {
  const { hub } = createHeldHub()
  const ended = new AbortController()
  const next = (await hub.listen(ended.signal)).next()
  await flushEventLoop(1)

  ended.abort()

  expect(await Promise.race([next, flushEventLoop(1).then(() => 'still waiting')])).toBeNull()
})

test.each([['a heartbeat'], ['a change']])(
  '%s that was read for a listener who has left is not reported to the next one',
  async (event) => {
    const { hub, notifier, holdNextRead, append } = createHeldHub()
    const left = new AbortController()
    await hub.listen(left.signal)
    if (event === 'a change') await append('pause')
    const release = holdNextRead()
    notifier.notify(event === 'a change' ? 'written' : 'beat')
    await flushEventLoop(1)
    left.abort()

    const ended = new AbortController()
    const listener = await hub.listen(ended.signal)
    release()
    await flushEventLoop(1)
    await append('resume')
    notifier.notify('written')

    const next = await listener.next()
    expect(next?.heartbeatAt).toBeNull()
    expect(next?.reads.flatMap(({ changes }) => changes?.map(({ type }) => type))).toEqual(['resume'])
    ended.abort()
  },
)
