import { createLocalNotifier, notifyOnWrite } from '#backend/events/notifier.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { ServerDatabase } from '#server/create-server.ts'

/** A database in memory, which is lost when the program ends. */
export function openMemoryDatabase(): ServerDatabase {
  let current = createMemoryStore()
  const notifier = createLocalNotifier()
  return {
    store: notifyOnWrite({ read: (work) => current.read(work), write: (work) => current.write(work) }, notifier),
    migrate: async () => {},
    fill: async (seed) => {
      current = createMemoryStore(seed)
      notifier.notify('written')
    },
    onChange: (listener) => notifier.subscribe(listener),
    ping: async () => {},
    close: async () => {},
  }
}
