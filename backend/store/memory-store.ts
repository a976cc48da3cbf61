import { mayHoldPeople } from '#domain/lifecycle.ts'
import { createMemoryBatches, createMemoryBatchReader, createMemoryBatchWriter, type MemoryBatches } from './batches/memory-batches.ts'
import type { IdempotencyRecord, StoredEntry, VersionRecord } from './records.ts'
import { createStoredVersion, type StoredVersion } from './keys/stored-version.ts'
import { countFacets, selectPage } from './list-query.ts'
import { createRandomId } from './random-id.ts'
import { ConflictError, type Reader, type Seed, type Store, type Transaction } from './store.ts'

interface State {
  readonly versions: Map<string, StoredVersion>
  readonly history: StoredEntry[]
  readonly idempotencyRecords: Map<string, IdempotencyRecord>
  readonly epoch: string
  readonly batches: MemoryBatches
}

const formatRecordKey = (userId: string, key: string): string => JSON.stringify([userId, key])

/** Reads `state` directly, without a copy. */
function createReader({ versions, history, idempotencyRecords, epoch, batches }: State): Reader {
  const all = (where: (record: VersionRecord) => boolean) => [...versions.values()].flatMap(({ record }) => (where(record) ? [record] : []))
  const editions = (journeyId: string) =>
    all((record) => record.journeyId === journeyId).toSorted((one, other) => other.number - one.number)
  return {
    ...createMemoryBatchReader(batches),
    version: async (id) => versions.get(id)?.record,
    versions: async (ids) => ids.flatMap((id) => versions.get(id)?.record ?? []),
    versionsOf: async (journeyId) => editions(journeyId).filter(({ deletedAt }) => deletedAt === null),
    allVersionsOf: async (journeyId) => editions(journeyId),
    incomingJumps: async (journeyId) =>
      all(({ deletedAt, flow }) => deletedAt === null && flow.activities.some((activity) => activity.journeyId === journeyId)),
    latestByNameSkeleton: async (nameSkeleton) =>
      [...versions.values()].flatMap(({ record, keys }) =>
        record.latest && record.deletedAt === null && keys.nameSkeleton === nameSkeleton ? [record] : [],
      ),
    openVersions: async () => all(({ status, deletedAt }) => deletedAt === null && mayHoldPeople(status)),
    endedSince: async (since) => all(({ ended, deletedAt }) => deletedAt === null && ended !== null && ended.at >= since),
    page: async (request) => selectPage(versions.values(), request),
    facets: async (request) => countFacets(versions.values(), request),
    history: async (versionId, { limit, before = Infinity, types }) =>
      history
        .filter((entry) => entry.versionId === versionId && entry.sequence < before && (!types || types.includes(entry.type)))
        .toReversed()
        .slice(0, limit),
    due: async (at, limit) =>
      all(({ dueAt }) => dueAt !== null && dueAt <= at)
        .toSorted((one, other) => Number(one.dueAt) - Number(other.dueAt))
        .slice(0, limit),
    // The records are in the order of their times: the clock never goes back.
    oldestIdempotencyTime: async () => idempotencyRecords.values().next().value?.at ?? null,
    findIdempotencyRecord: async (userId, key) => idempotencyRecords.get(formatRecordKey(userId, key)),
    epoch: async () => epoch,
    latestSequence: async () => history.length,
    entriesAfter: async (sequence, limit) => history.slice(sequence, sequence + limit),
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
  const add = <T>(map: Map<string, T>, key: string, value: T) => {
    if (map.has(key)) throw new Error(`${key} is taken.`)
    set(map, key, value)
  }
  const reader = createReader(state)
  return {
    ...reader,
    ...createMemoryBatchWriter(state.batches, set),
    claimDue: (at, limit) => reader.due(at, limit),
    insert: async (record) => add(state.versions, record.id, createStoredVersion(record)),
    update: async (record, ifRevision) => {
      if (state.versions.get(record.id)?.record.revision !== ifRevision) throw new ConflictError(record.id, ifRevision)
      set(state.versions, record.id, createStoredVersion(record))
    },
    append: async (entry) => {
      const stored = { ...entry, sequence: state.history.length + 1 }
      state.history.push(stored)
      undo.push(() => state.history.pop())
      return stored
    },
    saveIdempotencyRecord: async (record) => add(state.idempotencyRecords, formatRecordKey(record.userId, record.key), record),
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
    versions: new Map(seed.versions.map((record) => [record.id, createStoredVersion(record)])),
    history: seed.history.map((entry, index) => ({ ...entry, sequence: index + 1 })),
    idempotencyRecords: new Map(),
    epoch: createRandomId(),
    batches: createMemoryBatches(),
  }
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
