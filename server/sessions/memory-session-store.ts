import type { SessionRecord, SessionStore } from './session-store.ts'

/** Keeps sessions in memory, from `initial` on: other replicas do not know them. */
export function createMemorySessionStore(
  initial: readonly SessionRecord[] = [],
): SessionStore & { readonly list: () => readonly SessionRecord[] } {
  const records = new Map(initial.map((record) => [record.id, record]))
  let removalCount = 0
  const removeWhere = async (matches: (record: SessionRecord) => boolean) => {
    for (const record of records.values()) if (matches(record) && records.delete(record.id)) removalCount++
  }
  return {
    list: () => [...records.values()],
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
