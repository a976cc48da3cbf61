import type { Version } from '#api/contract/version.ts'
import { createMemoryDependencies } from '#mocks/demo/memory-dependencies.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { createTestDemo, type TestDemo } from '#test/support/test-demo.ts'

const startTime = Date.UTC(2026, 2, 4, 14, 12, 5)
const contents = await createDemoSeed(startTime)

/** A wait that goes on until it is let go. */
interface PendingDelay {
  readonly ms: number
  readonly release: () => void
}

/** A demo whose delays a test ends. */
export interface FaultyDemo extends TestDemo {
  readonly pendingDelays: PendingDelay[]
  /** From now on nothing has to wait. */
  skipDelays(): void
  send(path: string, init?: RequestInit): Promise<Response>
  /** Stops Welcome series v. 2 as it was at first, under this key. */
  stop(key?: string): Promise<Response>
  readWelcome(): Promise<Version>
  /** What has happened to Welcome series v. 2, newest first; read past the network. */
  readHistory(): Promise<readonly string[]>
}

export const welcomePath = '/api/versions/welcome-series-v2'

/** The demo as it is at first, its network included. */
export async function createFaultyDemo(): Promise<FaultyDemo> {
  const demoState = createMemoryDependencies()
  let skipsDelays = false
  const pendingDelays: PendingDelay[] = []
  const demo = createTestDemo({
    ...demoState,
    wait: (ms) => (skipsDelays ? Promise.resolve() : new Promise((resolve) => pendingDelays.push({ ms, release: resolve }))),
  })
  await demo.start(contents, startTime)
  const send = (path: string, init?: RequestInit) => demo.handle(new Request(`http://localhost${path}`, init))
  const read = async (): Promise<Version> => (await (await send(welcomePath)).json()) as Version
  const first = await read()
  return {
    ...demo,
    pendingDelays,
    skipDelays: () => {
      skipsDelays = true
    },
    send,
    stop: (key = 'once') =>
      send(`${welcomePath}/stop`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'if-match': `"r${first.revision}"`, 'idempotency-key': key },
        body: JSON.stringify({ reason: 'wrongAudience' }),
      }),
    readWelcome: read,
    readHistory: async () => {
      const entries = await demoState.store.read((reader) => reader.history('welcome-series-v2', { limit: 10 }))
      return entries.map(({ type, actor }) => `${actor?.name ?? 'by itself'}: ${type}`)
    },
  }
}
