import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { DemoDependencies } from './demo.ts'
import { createLocalNotifier, type Notifier } from '#backend/events/notifier.ts'
import { createMemorySettingsStore } from './settings.ts'

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
