import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Store } from '#backend/store/store.ts'
import { openMemoryDatabase } from './support/memory-database.ts'
import { startServer, type RunningServer } from '#server/start-server.ts'
import { openEventReader } from '#test/contract/support/event-reader.ts'
import { getBatch, startBatchOf } from '#test/contract/support/batch-client.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { hashToken } from '#server/sessions/session-cookie.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { createTestServer, type TestServer } from './support/test-server.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A signed-in client over HTTP. */
const createHost = (address: string): Pick<Host, 'send'> => ({
  send: (path, init) => {
    const headers = new Headers(init?.headers)
    headers.set('cookie', 'journey-console-session=token')
    return fetch(new URL(path, address), { ...init, headers })
  },
})

const signIn = async ({ parts, time }: TestServer) => {
  const { user, permissions } = marketer
  await parts.sessionStore.insert({ id: hashToken('token'), user, roles: permissions, createdAt: time.real, usedAt: time.real })
}

/** A server that listens at a port of its own, with a signed-in client. */
async function start(variables: Readonly<Record<string, string>> = {}, replaced: Parameters<typeof createTestServer>[1] = {}) {
  const testServer = createTestServer(variables, replaced)
  const running = await startServer(testServer.parts, { hasSample: false })
  await testServer.setVersions([buildVersion()])
  await signIn(testServer)
  return { ...testServer, running, host: createHost(running.address) as Host }
}

const stopLater = (running: RunningServer) => closers.push(() => running.stop())

describe('a running server', () => {
  test('writes automatic transitions that are due', async () => {
    const { running, timers, parts, setVersions } = await start()
    stopLater(running)
    const due = buildVersion({ id: 'due', endsAt: now - 1 })
    await setVersions([due])

    timers.advance(1_000)

    const readStatus = () => parts.database.store.read(async (reader) => (await reader.version('due'))?.status)
    await waitUntil(async () => expect(await readStatus()).toBe('closed'))
  })

  test('a stream has changes that the store tells of, and heartbeats; when it ends, no timers are left', async () => {
    const { running, timers, host, parts } = await start()
    stopLater(running)
    const before = timers.count()
    const reader = await openEventReader(host)
    await reader.next()
    expect(timers.count() - before).toBe(2)

    // Written past this server, as by another replica.
    const [entry] = buildSeed([buildVersion()]).history
    await parts.database.store.write((transaction) => transaction.append(entry!))
    expect(await reader.next()).toMatchObject({ event: 'change', data: { versionId: 'version' } })
    timers.advance(4_000)
    expect((await reader.next())?.event).toBe('heartbeat')

    await reader.close()
    await waitUntil(() => expect(timers.count()).toBe(before))
  })

  test('a stream ends when its session is removed, here or by another replica', async () => {
    const { running, timers, host, parts } = await start()
    stopLater(running)
    const reader = await openEventReader(host)
    await reader.next()

    await parts.sessionStore.remove(hashToken('token'))
    timers.advance(1_000)

    expect(await reader.next()).toBeNull()
  })

  test('runs batches', async () => {
    const { running, timers, host } = await start()
    stopLater(running)
    const client = new Client(host)
    const { id } = await startBatchOf(client, ['version'], {}, 'close')

    timers.advance(1_000)

    await waitUntil(async () => expect((await getBatch(client, id)).state).toBe('finished'))
    expect((await client.getVersion()).status).toBe('closed')
  })
})

describe('a server that stops', () => {
  test('is not ready, then ends its streams with the time to come back, and closes the database last', async () => {
    const steps: string[] = []
    const { promise: noticed, resolve: notice } = Promise.withResolvers<void>()
    const memory = openMemoryDatabase()
    const database = { ...memory, close: async () => void steps.push('database closed') }
    const { running, host, timers } = await start({}, { database, wait: () => noticed })
    const response = await host.send('/api/events')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toContain('resync')

    const stopping = running.stop().then(() => steps.push('stopped'))
    const [ready, read] = [await host.send('/readyz'), await host.send('/api/versions')]
    notice()
    const { value: last } = await reader.read()
    const { done } = await reader.read()
    await stopping

    expect([ready.status, await ready.json(), read.status]).toEqual([503, { status: 'stopping' }, 200])
    expect([response, ready, read].map(({ headers }) => headers.get('connection'))).toEqual(['keep-alive', 'close', 'close'])
    expect(last).toMatch(/^retry: \d{3,4}\n\n$/)
    expect([done, steps, timers.count()]).toEqual([true, ['database closed', 'stopped'], 0])
    await expect(host.send('/healthz')).rejects.toThrow('fetch failed')
  })

  test('finishes the requests under way', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const database = openMemoryDatabase()
    let isClosed = false
    const slow: Store = {
      ...database.store,
      read: async (work) => {
        reach()
        await released
        if (isClosed) throw new Error('The database is closed.')
        return database.store.read(work)
      },
    }
    const { running, host } = await start({}, { database: { ...database, store: slow, close: async () => void (isClosed = true) } })
    const answering = host.send('/api/versions')
    await reached

    const stopping = running.stop()
    await flushEventLoop()
    release()

    expect((await answering).status).toBe(200)
    await stopping
  })

  test('does not wait where no request is under way: for streams, and connections that are kept or were never used', async () => {
    const { running, host } = await start()
    const unused = connect(Number(new URL(running.address).port), '127.0.0.1')
    await once(unused, 'connect')
    const reader = await openEventReader(host)
    expect(await (await host.send('/api/versions')).json()).toBeDefined()
    // The time for the requests under way never passes.
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    closers.push(async () => vi.useRealTimers())

    const noteStopped = vi.fn<() => void>()
    const stopping = Promise.all([running.stop(), once(unused, 'close')]).then(noteStopped)
    // Less than that time.
    for (let passed = 0; passed < 20_000 && noteStopped.mock.calls.length === 0; passed += 100) {
      await flushEventLoop()
      vi.advanceTimersByTime(100)
    }
    await stopping

    expect((await reader.next())?.event).toBe('resync')
    expect(await reader.next()).toBeNull()
  })
})

test('a port that is in use is no reason for a stack trace', async () => {
  const { running } = await start()
  stopLater(running)

  const other = createTestServer({ PORT: new URL(running.address).port })

  await expect(startServer(other.parts, { hasSample: false })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('sample journeys are put into an empty store, once', async () => {
  const { parts } = createTestServer()
  const first = await startServer(parts, { hasSample: true })
  const count = await parts.database.store.read((reader) => reader.latestSequence())
  await first.stop()
  const second = await startServer(parts, { hasSample: true })
  await second.stop()

  expect(count).toBeGreaterThan(100)
  expect(await parts.database.store.read((reader) => reader.latestSequence())).toBe(count)
})

test('a server waits for a database that is still starting, and is not ready meanwhile', async () => {
  const memory = openMemoryDatabase()
  const states: unknown[] = []
  let attempts = 0
  const database = {
    ...memory,
    migrate: async () => {
      attempts++
      if (attempts < 3) throw Object.assign(new Error('the database system is starting up'), { code: '57P03' })
    },
  }
  const { parts, lines } = createTestServer({}, { database, wait: async () => void states.push(attempts) })
  const running = await startServer(parts, { hasSample: false })
  stopLater(running)

  expect([attempts, states]).toEqual([3, [1, 2]])
  expect(lines.map(({ event }) => event)).toEqual(['waiting-for-database'])
})

/** A server whose migrations are interrupted so often by other transactions. */
function createInterruptedServer(interruptions: number, code: string) {
  const waits: number[] = []
  let attempts = 0
  const migrate = async () => {
    attempts++
    if (attempts <= interruptions) throw new Error('The tables …', { cause: Object.assign(new Error('deadlock detected'), { code }) })
  }
  const wait = async (ms: number) => void waits.push(ms)
  return { ...createTestServer({}, { database: { ...openMemoryDatabase(), migrate }, wait }), waits, countAttempts: () => attempts }
}

test.each(['40P01', '40001'])(
  'migrations that another transaction has interrupted (%s) are made again, after ever longer waits',
  async (code) => {
    const { parts, lines, waits, countAttempts } = createInterruptedServer(3, code)
    const running = await startServer(parts, { hasSample: false })
    stopLater(running)

    expect([countAttempts(), waits]).toEqual([4, [200, 400, 800]])
    expect(lines.map(({ event }) => event)).toEqual(['migration-interrupted', 'migration-interrupted', 'migration-interrupted'])
  },
)

test('migrations that are interrupted again and again are given up', async () => {
  const { parts, countAttempts } = createInterruptedServer(Infinity, '40P01')

  await expect(startServer(parts, { hasSample: false })).rejects.toThrow('The tables …')

  expect(countAttempts()).toBe(6)
})

test('a server whose tables are missing is not ready', async () => {
  const memory = openMemoryDatabase()
  const store: Store = { ...memory.store, read: () => Promise.reject(new Error('relation "store_state" does not exist')) }
  const { parts } = createTestServer({ MIGRATE: 'never' }, { database: { ...memory, store } })
  const running = await startServer(parts, { hasSample: false })
  stopLater(running)

  expect((await fetch(`${running.address}/readyz`)).status).toBe(503)
})
