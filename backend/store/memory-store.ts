import { createMemoryBatches, createMemoryBatchReader, createMemoryBatchWriter, type MemoryBatches } from './batches/memory-batches.ts'
import type { IdempotencyRecord, StoredEntry } from './records.ts'
import { createMemorySavedViewReader, createMemorySavedViewWriter, type MemorySavedViews } from './saved-views/memory-saved-views.ts'
import { MemoryVersions } from './memory-versions.ts'
import { createRandomId } from './random-id.ts'
import { addRecords, ConflictError, type Reader, type Seed, type Store, type Transaction } from './store.ts'

interface State {
  readonly versions: MemoryVersions
  readonly history: StoredEntry[]
  readonly historyByVersion: Map<string, StoredEntry[]>
  readonly idempotencyRecords: Map<string, IdempotencyRecord>
  readonly epoch: string
  readonly batches: MemoryBatches
  readonly savedViews: MemorySavedViews
}

const formatRecordKey = (userId: string, key: string): string => JSON.stringify([userId, key])

/** Reads `state` directly, without a copy. */
function createReader({ versions, history, historyByVersion, idempotencyRecords, epoch, batches, savedViews }: State): Reader {
  return {
    ...createMemoryBatchReader(batches),
    ...createMemorySavedViewReader(savedViews),
    version: async (id) => versions.find(id),
    versions: async (ids) => ids.flatMap((id) => versions.find(id) ?? []),
    versionsOf: async (journeyId) => versions.listJourney(journeyId).filter(({ deletedAt }) => deletedAt === null),
    allVersionsOf: async (journeyId) => versions.listJourney(journeyId),
    incomingJumps: async (journeyId) => versions.listIncomingJumps(journeyId),
    latestByNameSkeleton: async (nameSkeleton) => versions.listByNameSkeleton(nameSkeleton),
    openVersions: async () => versions.index.listOpenVersions(),
    endedSince: async (since) => versions.index.listEndedSince(since),
    page: async (request) => {
      const { rows, hasMore } = versions.index.listPage(request)
      return { rows: addRecords(rows, (id) => request.replacements?.get(id) ?? versions.find(id)), hasMore }
    },
    facets: async (request) => versions.index.countFacets(request),
    valueCounts: async (request, limit) => versions.index.countValues(request, limit),
    history: async (versionId, { limit, before = Infinity, types }) =>
      (historyByVersion.get(versionId) ?? [])
        .filter(({ sequence, type }) => sequence < before && (!types || types.includes(type)))
        .toReversed()
        .slice(0, limit),
    due: async (at, limit) => versions.listDue(at, limit),
    // The records are in the order of their times: the clock never goes back.
    oldestIdempotencyTime: async () => idempotencyRecords.values().next().value?.at ?? null,
    findIdempotencyRecord: async (userId, key) => idempotencyRecords.get(formatRecordKey(userId, key)),
    epoch: async () => epoch,
    latestSequence: async () => history.length,
    entriesAfter: async (sequence, limit) => history.slice(sequence, sequence + limit),
  }
}

/** Appends a history entry. Returns how to take that back. */
function appendEntry({ history, historyByVersion }: State, stored: StoredEntry): () => void {
  history.push(stored)
  const entries = historyByVersion.get(stored.versionId)
  if (entries) entries.push(stored)
  else historyByVersion.set(stored.versionId, [stored])
  return () => {
    history.pop()
    historyByVersion.get(stored.versionId)?.pop()
  }
}

/** Writes into `state`, and appends to `undo` how to revert each write. */
function createTransaction(state: State, undo: (() => void)[]): Transaction {
  const put = <T>(map: Map<string, T>, key: string, value: T | undefined) =>
    void (value === undefined ? map.delete(key) : map.set(key, value))
  const set = <T>(map: Map<string, T>, key: string, value: T | undefined) => {
    const before = map.get(key)
    undo.push(() => put(map, key, before))
    put(map, key, value)
  }
  const reader = createReader(state)
  return {
    ...reader,
    ...createMemoryBatchWriter(state.batches, set),
    ...createMemorySavedViewWriter(state.savedViews, set),
    claimDue: (at, limit) => reader.due(at, limit),
    insert: async (record) => {
      if (state.versions.find(record.id)) throw new Error(`${record.id} is taken.`)
      undo.push(state.versions.set(record))
    },
    update: async (record, ifRevision) => {
      if (state.versions.find(record.id)?.revision !== ifRevision) throw new ConflictError(record.id, ifRevision)
      undo.push(state.versions.set(record))
    },
    append: async (entry) => {
      const stored = { ...entry, sequence: state.history.length + 1 }
      undo.push(appendEntry(state, stored))
      return stored
    },
    saveIdempotencyRecord: async (record) => {
      const key = formatRecordKey(record.userId, record.key)
      if (state.idempotencyRecords.has(key)) throw new Error(`${key} is taken.`)
      set(state.idempotencyRecords, key, record)
    },
    forgetIdempotencyRecords: async (before, limit) => {
      const all = [...state.idempotencyRecords]
      const old = all.filter(([, { at }]) => at < before).slice(0, limit)
      // Undone as a whole, because a record that is put back alone would come last.
      undo.push(() => {
        state.idempotencyRecords.clear()
        for (const [key, record] of all) state.idempotencyRecords.set(key, record)
      })
      for (const [key] of old) state.idempotencyRecords.delete(key)
    },
  }
}

/** An in-memory store: its data is lost when the program ends. */
export function createMemoryStore(seed: Seed = { versions: [], history: [] }): Store {
  const state: State = {
    versions: new MemoryVersions(seed.versions),
    history: [],
    historyByVersion: new Map(),
    idempotencyRecords: new Map(),
    epoch: createRandomId(),
    batches: createMemoryBatches(),
    savedViews: new Map(),
  }
  for (const [index, entry] of seed.history.entries()) appendEntry(state, { ...entry, sequence: index + 1 })
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = before.then(work)
    before = result.catch(() => undefined)
    return result
  }
  return {
    read: (work) => inTurn(() => work(createReader(state))),
    write: (work) =>
      inTurn(async () => {
        const undo: (() => void)[] = []
        try {
          return await work(createTransaction(state, undo))
        } catch (error) {
          for (const takeBack of undo.toReversed()) takeBack()
          throw error
        }
      }),
  }
}
