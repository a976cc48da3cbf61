import { createBackend } from '#backend/app.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { runBatches } from '#backend/batches/run-batches.ts'
import { runScheduler } from '#backend/history/scheduler.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Environment } from '#backend/environment.ts'
import type { Seed, Store } from '#backend/store/store.ts'
import type { Session } from '#api/contract/session.ts'
import { notifyOnWrite, createLocalNotifier, type Notifier } from '#backend/events/notifier.ts'
import { buildSeed } from './fixtures.ts'
import type { Host } from './host.ts'
import { marketer } from './sessions.ts'

/** The backend without a network, on a new store from `begin` for each start. */
export function createInProcessHost(
  openStore: (seed: Seed) => Store | Promise<Store> = createMemoryStore,
  notifier: Notifier = createLocalNotifier(),
  environment: Partial<Pick<Environment, 'signInPath' | 'engine'>> = {},
): Host {
  let session: Session | null = marketer
  let now = 0
  let idCount = 0
  let failure: Error | null = null
  let currentStore: Store = createMemoryStore()
  const wholeEnvironment: Environment = {
    engine: createSimulatedEngine(),
    ...environment,
    store: notifyOnWrite({ read: (work) => currentStore.read(work), write: (work) => currentStore.write(work) }, notifier),
    clock: () => now,
    identify: () => session,
    subscribe: notifier.subscribe,
    newId: () => `new-${++idCount}`,
    readRights: async (userId) => (session?.user.id === userId ? session : undefined),
    typedNameThreshold: 1000,
    report: (error) => (failure = error),
  }
  const backend = createBackend(wholeEnvironment)

  return {
    start: async (versions, at) => {
      currentStore = await openStore(buildSeed(versions))
      idCount = 0
      now = at
      session = marketer
      notifier.notify('written')
    },
    send: async (path, init) => {
      const response = await backend(new Request(new URL(path, 'http://localhost'), init))
      if (failure) throw failure
      return response
    },
    signIn: async (person) => {
      session = person
      notifier.notify('session')
    },
    setTime: async (at) => {
      now = at
    },
    sendHeartbeat: async () => {
      await runScheduler(wholeEnvironment)
      await runBatches(wholeEnvironment)
      notifier.notify('beat')
    },
  }
}
