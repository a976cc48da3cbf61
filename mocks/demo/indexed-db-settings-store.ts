import { openDB, type DBSchema } from 'idb'
import * as v from 'valibot'
import { persistedSettingsSchema, type PersistedSettings, type SettingsStore } from './settings.ts'

interface SettingsDatabase extends DBSchema {
  settings: { key: 'current'; value: unknown }
}

const parseSettings = (found: unknown): PersistedSettings | undefined => {
  const parsed = v.safeParse(persistedSettingsSchema, found)
  return parsed.success ? parsed.output : undefined
}

/** Increment when the fields change: settings of an older version are dropped. */
const databaseVersion = 2

/** Settings in IndexedDB, shared by the tabs of a browser. `onClosed` is called if the browser closes the database, to delete it. */
export async function openIndexedDbSettingsStore(name: string, onClosed: () => void = () => {}): Promise<SettingsStore> {
  const database = await openDB<SettingsDatabase>(name, databaseVersion, {
    upgrade: (upgraded) => {
      for (const store of Array.from(upgraded.objectStoreNames)) upgraded.deleteObjectStore(store)
      upgraded.createObjectStore('settings')
    },
    blocking: (_from, _to, event) => {
      ;(event.target as IDBDatabase).close()
      onClosed()
    },
    terminated: onClosed,
  })
  return {
    read: async () => {
      // Await both: leaving the page aborts the transaction, and its unhandled rejection would be reported as an error.
      const transaction = database.transaction('settings')
      const [found] = await Promise.all([transaction.store.get('current'), transaction.done])
      return parseSettings(found)
    },
    update: async (change) => {
      const transaction = database.transaction('settings', 'readwrite')
      const write = async () => {
        const settings = change(parseSettings(await transaction.store.get('current')))
        await transaction.store.put(settings, 'current')
        return settings
      }
      const [settings] = await Promise.all([write(), transaction.done])
      return settings
    },
  }
}
