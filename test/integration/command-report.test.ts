import { notifyManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createIdempotencyKey } from '#api/commands/command.ts'
import { runCommand } from '#api/commands/run-command.ts'
import { overviewOptions } from '#api/queries/overview.ts'
import { createQueryClient } from '#app/query-client.ts'
import { createBackend } from '#backend/app.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'

beforeEach(() => {
  // None of these fires: a report that waits for time is never made.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  notifyManager.setScheduler(queueMicrotask)
  vi.stubGlobal('navigator', {})
  const [window, document] = [new EventTarget(), Object.assign(new EventTarget(), { visibilityState: 'visible' })]
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', document)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('report of a command', () => {
  test('a command that was carried out is reported with its response, without waiting for what is read again', async () => {
    const store = createMemoryStore(buildSeed([buildVersion({ id: 'version' })]))
    const backend = createBackend({
      store,
      engine: createSimulatedEngine(),
      clock: () => now,
      identify: () => marketer,
      subscribe: () => () => {},
      newId: () => 'new',
      typedNameThreshold: 1000,
    })
    let isHeld = false
    let heldReads = 0
    vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
      const request = new Request(new URL(path, 'http://console.test'), init)
      if (isHeld && request.method === 'GET') {
        heldReads++
        return new Promise<Response>(() => {})
      }
      return backend(request)
    })
    const client = createQueryClient()
    const unsubscribe = new QueryObserver(client, overviewOptions('UTC')).subscribe(() => {})
    await client.query(overviewOptions('UTC'))
    isHeld = true

    const outcome = await runCommand(
      { action: 'close', versionId: 'version', userId: marketer.user.id, revision: 1, key: createIdempotencyKey(), body: {} },
      { client, onProgress: () => {}, signal: new AbortController().signal },
    )

    expect(outcome).toMatchObject({ kind: 'succeeded', result: { status: 'closed' } })
    expect(heldReads).toBe(1)
    unsubscribe()
    client.clear()
  })
})
