import { setupServer } from 'msw/node'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Store } from '#backend/store/store.ts'
import { memoryBell, type Bell } from '#mocks/demo/notifier.ts'
import { createDemo, type Demo, type Ground } from '#mocks/demo/demo.ts'
import { handlersOf } from './handlers.ts'
import { memoryShelf } from '#mocks/demo/settings.ts'

/** The demo inside a test process. */
export interface DemoServer extends Demo {
  readonly store: Store
  /** From now on requests of this process are answered here; one that is for nobody fails. */
  listen(): void
  close(): void
}

/** What a demo stands on that is forgotten when the program ends. A failure of the backend itself is thrown. */
export function memoryGround(bell: Bell = memoryBell()): Ground {
  let held = createMemoryStore()
  return {
    store: { read: (work) => held.read(work), write: (work) => held.write(work) },
    refill: async (seed) => void (held = createMemoryStore(seed)),
    shelf: memoryShelf(),
    bell,
    report: (error) => {
      throw error
    },
  }
}

/** The demo on a memory store, behind MSW. It holds nothing until `start` or `begin`. */
export function demoServer(bell?: Bell): DemoServer {
  const ground = memoryGround(bell)
  const demo = createDemo(ground)
  const server = setupServer(...handlersOf(demo))
  const listen = () => server.listen({ onUnhandledFrame: 'error' })
  return { ...demo, store: ground.store, listen, close: () => server.close() }
}
