import { setupServer } from 'msw/node'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Store } from '#backend/store/store.ts'
import { createLocalNotifier, type Notifier } from '#mocks/demo/notifier.ts'
import { createDemo, type Demo, type DemoDependencies } from '#mocks/demo/demo.ts'
import { createHandlers } from './handlers.ts'
import { createMemorySettingsStore } from '#mocks/demo/settings.ts'

/** The demo inside a test process. */
export interface DemoServer extends Demo {
  readonly store: Store
  /** Starts intercepting the requests of this process. An unhandled request fails. */
  listen(): void
  close(): void
}

/** In-memory dependencies of a demo, lost when the program ends. An internal failure of the backend is thrown. */
export function createMemoryDependencies(notifier: Notifier = createLocalNotifier()): DemoDependencies {
  let currentStore = createMemoryStore()
  return {
    store: { read: (work) => currentStore.read(work), write: (work) => currentStore.write(work) },
    replaceContents: async (seed) => void (currentStore = createMemoryStore(seed)),
    settingsStore: createMemorySettingsStore(),
    notifier,
    report: (error) => {
      throw error
    },
  }
}

/** The demo on a memory store, behind MSW. It is empty until `start` or `initialize`. */
export function createDemoServer(notifier?: Notifier): DemoServer {
  const dependencies = createMemoryDependencies(notifier)
  const demo = createDemo(dependencies)
  const server = setupServer(...createHandlers(demo))
  const listen = () => server.listen({ onUnhandledFrame: 'error' })
  return { ...demo, store: dependencies.store, listen, close: () => server.close() }
}
