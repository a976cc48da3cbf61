import { setupServer } from 'msw/node'
import { createMemoryStore } from '#backend/memory-store.ts'
import type { Store } from '#backend/store.ts'
import { memoryBell, type Bell } from './bell.ts'
import { createDemo, type Demo } from './demo.ts'
import { handlersOf } from './handlers.ts'
import { memoryShelf } from './settings.ts'

/** The demo inside a test process. */
export interface DemoServer extends Demo {
  readonly store: Store
  /** From now on requests of this process are answered here; one that is for nobody fails. */
  listen(): void
  close(): void
}

/** The demo on a memory store, behind MSW. It holds nothing until `start` or `begin`. */
export function demoServer(bell: Bell = memoryBell()): DemoServer {
  let held = createMemoryStore()
  const store: Store = { read: (work) => held.read(work), write: (work) => held.write(work) }
  const demo = createDemo({
    store,
    refill: async (seed) => void (held = createMemoryStore(seed)),
    shelf: memoryShelf(),
    bell,
    report: (error) => {
      throw error
    },
  })
  const server = setupServer(...handlersOf(demo))
  return { ...demo, store, listen: () => server.listen({ onUnhandledFrame: 'error' }), close: () => server.close() }
}
