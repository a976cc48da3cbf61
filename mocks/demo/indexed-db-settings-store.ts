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
export async function openIndexedDbSettingsStore(
  name: string,
  onClosed: () => void = () => {},
): Promise<SettingsStore & { close(): void }> {
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
  const running = new Set<{ abort(): void }>()
  const begin = <Mode extends IDBTransactionMode>(mode: Mode) => {
    const transaction = database.transaction('settings', mode)
    running.add(transaction)
    for (const end of ['complete', 'abort'] as const) transaction.addEventListener(end, () => running.delete(transaction))
    return transaction
  }
  return {
    /** Ends the transactions that are running, and closes the database. */
    close: () => {
      for (const transaction of running)
        try {
          transaction.abort()
        } catch {
          // It has finished already, and its event is still to come.
        }
      database.close()
    },
    read: async () => {
      // Await both: leaving the page aborts the transaction, and its unhandled rejection would be reported as an error.
      const transaction = begin('readonly')
      const [found] = await Promise.all([transaction.store.get('current'), transaction.done])
      return parseSettings(found)
    },
    update: async (change) => {
      const transaction = begin('readwrite')
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
