import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { userSchema } from '#api/contract/primitives.ts'
import * as v from 'valibot'
import { createMemorySessionStore } from './memory-session-store.ts'
import type { SessionRecord, SessionStore } from './session-store.ts'

const fileSchema = v.array(
  v.object({
    id: v.string(),
    user: userSchema,
    roles: v.array(v.string()),
    teams: v.exactOptional(v.array(v.string())),
    createdAt: v.number(),
    usedAt: v.number(),
  }),
)

/** The sessions in a file; none if it is missing or not readable: people then sign in again. */
function readSessions(path: string): readonly SessionRecord[] {
  try {
    return v.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return []
  }
}

/** Keeps sessions in memory, and in a file that only this user may read. For a server with one replica. */
export function createFileSessionStore(path: string): SessionStore {
  const store = createMemorySessionStore(readSessions(path))
  /** Replaces the file as a whole: a process that is killed leaves the one before or the new one. */
  const save = () => {
    writeFileSync(`${path}.new`, JSON.stringify(store.list()), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  const thenSave =
    <Arguments extends readonly unknown[]>(change: (...of: Arguments) => Promise<void>) =>
    async (...of: Arguments) => {
      await change(...of)
      save()
    }
  return {
    ...store,
    insert: thenSave(store.insert),
    markAsUsed: thenSave(store.markAsUsed),
    remove: thenSave(store.remove),
    removeAllOf: thenSave(store.removeAllOf),
    // Once a minute, and mostly without effect.
    removeExpired: async (before) => {
      const count = await store.countRemovals()
      await store.removeExpired(before)
      if ((await store.countRemovals()) > count) save()
    },
  }
}
