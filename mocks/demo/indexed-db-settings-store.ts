import { openDB, type DBSchema } from 'idb'
import * as v from 'valibot'
import { keptSchema, type Kept, type Shelf } from './settings.ts'

interface Schema extends DBSchema {
  kept: { key: 'kept'; value: unknown }
}

const parse = (found: unknown): Kept | undefined => {
  const parsed = v.safeParse(keptSchema, found)
  return parsed.success ? parsed.output : undefined
}

/** A shelf in the browser, shared by its tabs. */
export async function openIndexedDbShelf(name: string): Promise<Shelf> {
  const database = await openDB<Schema>(name, 1, { upgrade: (made) => void made.createObjectStore('kept') })
  return {
    read: async () => {
      // Awaited as a whole: when the page goes away the transaction is aborted, and a rejection that nobody waits for is reported as an error.
      const transaction = database.transaction('kept')
      const [found] = await Promise.all([transaction.store.get('kept'), transaction.done])
      return parse(found)
    },
    put: async (change) => {
      const transaction = database.transaction('kept', 'readwrite')
      const write = async () => {
        const kept = change(parse(await transaction.store.get('kept')))
        await transaction.store.put(kept, 'kept')
        return kept
      }
      const [kept] = await Promise.all([write(), transaction.done])
      return kept
    },
  }
}
