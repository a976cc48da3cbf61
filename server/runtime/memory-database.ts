import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { OpenedStore } from './opened-store.ts'

/** A database in memory, which is lost when the program ends. */
export function openMemoryDatabase(): OpenedStore {
  let current = createMemoryStore()
  return {
    store: { read: (work) => current.read(work), write: (work) => current.write(work) },
    migrate: async () => {},
    fill: async (seed) => void (current = createMemoryStore(seed)),
    onChange: () => () => {},
    ping: async () => {},
    close: async () => {},
  }
}
