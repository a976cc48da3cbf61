import { createLocalNotifier, notifyOnWrite } from '#backend/events/notifier.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { OpenStore } from '#server/store/open-store.ts'

/** A database in memory, which is lost when the program ends. */
export function openMemoryDatabase(): OpenStore {
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
    verifyHistory: () => Promise.reject(new Error('A store in memory has no hash chain.')),
    exportLines: () => Promise.reject(new Error('A store in memory is not exported.')),
    importLines: () => Promise.reject(new Error('A store in memory is not imported into.')),
    ping: async () => {},
    close: async () => {},
  }
}
