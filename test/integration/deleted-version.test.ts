import { setMaxListeners } from 'node:events'
import { InfiniteQueryObserver, notifyManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isDeleted } from '#api/cache/monotonic-reads.ts'
import { runCommand } from '#api/commands/run-command.ts'
import { createIdempotencyKey } from '#api/commands/command.ts'
import { ProblemError } from '#api/http/errors.ts'
import { startLiveUpdates } from '#api/live-updates/start-live-updates.ts'
import { historyOptions } from '#api/queries/history.ts'
import { impactOptions } from '#api/queries/impact.ts'
import { populationOptions } from '#api/queries/population.ts'
import { versionOptions } from '#api/queries/version.ts'
import { createQueryClient } from '#app/query-client.ts'
import { createBackend } from '#backend/app.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { createLocalNotifier, notifyOnWrite } from '#backend/events/notifier.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'

const cases = 100
const id = 'version'

beforeEach(() => {
  // None of these ever fires: what happens here happens without waiting for time.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  notifyManager.setScheduler(queueMicrotask)
  vi.stubGlobal('navigator', {})
  const [window, document] = [new EventTarget(), Object.assign(new EventTarget(), { visibilityState: 'visible' })]
  setMaxListeners(0, window, document)
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', document)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A console that shows a draft in every way, in front of a backend. Requests, answers and events take a few turns each, in any order. */
function openConsole(random: Random) {
  const notifier = createLocalNotifier()
  const store = notifyOnWrite(createMemoryStore(buildSeed([buildVersion({ id, status: 'draft' })])), notifier)
  const backendFor = (session: typeof marketer) =>
    createBackend({
      store,
      engine: createSimulatedEngine(),
      clock: () => now,
      identify: () => session,
      subscribe: notifier.subscribe,
      newId: () => 'new',
      typedNameThreshold: 1000,
    })
  const [backend, otherBackend] = [backendFor(marketer), backendFor(otherMarketer)]
  const client = createQueryClient()
  const refused: string[] = []
  const pointless: string[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (isDeleted(client, id) && !/\/(?:history|events)$/.test(path) && path.includes(id)) pointless.push(path)
    await flushEventLoop(random.int(5))
    // The browser neither sends nor hears what was called off.
    init.signal?.throwIfAborted()
    const response = await backend(new Request(new URL(path, 'http://localhost'), init))
    await flushEventLoop(random.int(5))
    init.signal?.throwIfAborted()
    if (response.status === 404) refused.push(path)
    return response
  })
  const stop = startLiveUpdates(client)
  const observeAll = () => [
    new QueryObserver(client, versionOptions(id)).subscribe(() => {}),
    new QueryObserver(client, { ...impactOptions(id, 1), staleTime: 0 }).subscribe(() => {}),
    new QueryObserver(client, { ...populationOptions(id, '24h'), staleTime: 0 }).subscribe(() => {}),
    new InfiniteQueryObserver(client, historyOptions(id)).subscribe(() => {}),
  ]
  const unsubscribers = observeAll()
  /** Something that makes the console read: time goes on, something else is opened, a stream ends, everything is refreshed. */
  const disturbances = [
    () => notifier.notify('beat'),
    () => void unsubscribers.push(...observeAll()),
    () => void client.invalidateQueries(),
    () => void client.refetchQueries({ type: 'active' }),
    () => void client.query(versionOptions(id)).catch(() => {}),
  ]
  const disturbRandomly = async () => {
    for (let times = random.int(5); times > 0; times--) {
      random.pick(disturbances)()
      await flushEventLoop(random.int(3))
    }
  }
  return { client, refused, pointless, stop: () => [stop, ...unsubscribers].forEach((end) => end()), disturbRandomly, otherBackend }
}

describe('deleted versions', () => {
  test(`a version that this console deletes is not requested again, in ${cases} orders of reads, responses and events`, async () => {
    for (let seed = 1; seed <= cases; seed++) {
      const console = openConsole(createRandom(seed))
      const { client, disturbRandomly } = console
      await flushEventLoop()
      await disturbRandomly()
      const controller = new AbortController()
      const command = {
        action: 'delete',
        versionId: id,
        userId: marketer.user.id,
        revision: 1,
        key: createIdempotencyKey(),
        body: {},
      } as const

      const outcome = runCommand(command, { client, onProgress: () => {}, signal: controller.signal })
      await disturbRandomly()
      expect([seed, (await outcome).kind]).toEqual([seed, 'succeeded'])
      await disturbRandomly()
      await flushEventLoop()

      expect([seed, console.refused, console.pointless]).toEqual([seed, [], []])
      expect(client.getQueryData(versionOptions(id).queryKey)?.deletedAt).not.toBeNull()
      controller.abort()
      console.stop()
      client.clear()
    }
  }, 120_000)

  test(`a version that another user deletes is not requested after its change event, and its history says who did it: ${cases} times`, async () => {
    for (let seed = 1; seed <= cases; seed++) {
      const console = openConsole(createRandom(seed))
      const { client, disturbRandomly, otherBackend } = console
      await flushEventLoop()
      await disturbRandomly()
      const headers = { 'content-type': 'application/json', 'if-match': '"r1"', 'idempotency-key': createIdempotencyKey() }

      const { status } = await otherBackend(
        new Request(`http://localhost/api/versions/${id}/delete`, { method: 'POST', headers, body: '{}' }),
      )
      expect(status).toBe(200)
      await disturbRandomly()
      await flushEventLoop()
      await disturbRandomly()
      await flushEventLoop()

      expect([seed, console.pointless]).toEqual([seed, []])
      const error = client.getQueryState(versionOptions(id).queryKey)?.error
      expect([seed, error instanceof ProblemError && error.problem]).toMatchObject([
        seed,
        { code: 'deleted', latestEntry: { actor: otherMarketer.user } },
      ])
      console.stop()
      client.clear()
    }
  }, 120_000)
})
