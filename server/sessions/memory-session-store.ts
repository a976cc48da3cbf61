import type { SessionRecord, SessionStore } from './session-store.ts'

/** Keeps sessions in memory: they end with the program, and other replicas do not know them. */
export function createMemorySessionStore(): SessionStore {
  const records = new Map<string, SessionRecord>()
  let removalCount = 0
  const removeWhere = async (matches: (record: SessionRecord) => boolean) => {
    for (const record of records.values()) if (matches(record) && records.delete(record.id)) removalCount++
  }
  return {
    insert: async (record) => {
      if (records.has(record.id)) throw new Error('A session with this identifier exists.')
      records.set(record.id, record)
    },
    find: async (id) => records.get(id),
    findLatestOf: async (userId) =>
      [...records.values()].filter(({ user }) => user.id === userId).toSorted((one, other) => other.usedAt - one.usedAt)[0],
    markAsUsed: async (id, at) => {
      const record = records.get(id)
      if (record) records.set(id, { ...record, usedAt: at })
    },
    remove: (id) => removeWhere((record) => record.id === id),
    removeAllOf: (userId) => removeWhere(({ user }) => user.id === userId),
    removeExpired: (before) => removeWhere(({ createdAt, usedAt }) => createdAt < before.createdAt || usedAt < before.usedAt),
    countRemovals: async () => removalCount,
  }
}
