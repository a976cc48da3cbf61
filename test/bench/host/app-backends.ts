import { createBackend } from '#backend/app.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Seed } from '#backend/store/store.ts'
import { permissions } from '#domain/lifecycle.ts'
import { createLocalNotifier, notifyOnWrite } from '#backend/events/notifier.ts'
import { ana } from '#mocks/seed/demo-users.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { createRows } from '#test/bench/bare/rows.ts'
import type { Build } from './build-apps.ts'
import type { Handle } from './serve-app.ts'

/** Interval of the heartbeats of event streams, in milliseconds: that of the demo. */
const heartbeatMs = 2_000

/** Created once: each backend starts from a store of its own with the demo's journeys. */
let seedPromise: Promise<Seed> | undefined

/** A backend, and the function that ends its heartbeats. */
interface AppBackend {
  readonly handle: Handle
  readonly close: () => void
}

/** The product's backend, in memory, with the demo's journeys and a marketer who may do everything. */
async function createProductBackend(): Promise<AppBackend> {
  const notifier = createLocalNotifier()
  const heartbeat = setInterval(() => notifier.notify('beat'), heartbeatMs)
  const handle = createBackend({
    store: notifyOnWrite(createMemoryStore(await (seedPromise ??= createDemoSeed(Date.now()))), notifier),
    engine: createSimulatedEngine(),
    clock: Date.now,
    identify: () => ({ user: ana, permissions: [...permissions] }),
    subscribe: notifier.subscribe,
    newId: () => crypto.randomUUID(),
    typedNameThreshold: 1_000,
    report: (error) => {
      throw error
    },
  })
  return { handle, close: () => clearInterval(heartbeat) }
}

/** The backend that a console needs: the production build the whole one, the bare console its rows; the demo brings its own. */
export async function createAppBackend(app: Build): Promise<AppBackend> {
  if (app === 'production') return createProductBackend()
  return {
    handle: async () => (app === 'bareRequest' ? Response.json(createRows(Date.now())) : new Response('Not found\n', { status: 404 })),
    close: () => {},
  }
}
