import type { IdempotencyRecord, StoredEntry, VersionRecord } from './records.ts'
import { createStoredVersion, type StoredVersion } from './keys/stored-version.ts'
import { runListQuery } from './list-query.ts'
import { createRandomId } from './random-id.ts'
import type { Reader, Seed, Store, Transaction } from './store.ts'

interface State {
  readonly versions: Map<string, StoredVersion>
  readonly history: StoredEntry[]
  readonly idempotencyRecords: Map<string, IdempotencyRecord>
  readonly epoch: string
}

const formatRecordKey = (userId: string, key: string): string => JSON.stringify([userId, key])

/** Reads `state` directly, without a copy. */
function createReader({ versions, history, idempotencyRecords, epoch }: State): Reader {
  const all = (where: (record: VersionRecord) => boolean) => [...versions.values()].flatMap(({ record }) => (where(record) ? [record] : []))
  const editions = (journeyId: string) =>
    all((record) => record.journeyId === journeyId).toSorted((one, other) => other.number - one.number)
  return {
    version: async (id) => versions.get(id)?.record,
    versionsOf: async (journeyId) => editions(journeyId).filter(({ deletedAt }) => deletedAt === null),
    allVersionsOf: async (journeyId) => editions(journeyId),
    incomingJumps: async (journeyId) =>
      all(({ deletedAt, flow }) => deletedAt === null && flow.activities.some((activity) => activity.journeyId === journeyId)),
    latestByNameSkeleton: async (nameSkeleton) =>
      [...versions.values()].flatMap(({ record, keys }) =>
        record.latest && record.deletedAt === null && keys.nameSkeleton === nameSkeleton ? [record] : [],
      ),
    all: async () => all(({ deletedAt }) => deletedAt === null),
    list: async (query, at) => runListQuery(versions.values(), query, at),
    history: async (versionId, limit, before = Infinity) =>
      history
        .filter((entry) => entry.versionId === versionId && entry.sequence < before)
        .slice(-limit)
        .toReversed(),
    due: async (at) => all(({ dueAt }) => dueAt !== null && dueAt <= at),
    findIdempotencyRecord: async (userId, key) => idempotencyRecords.get(formatRecordKey(userId, key)),
    epoch: async () => epoch,
    latestSequence: async () => history.length,
    entriesAfter: async (sequence, limit) => history.slice(sequence, sequence + limit),
  }
}

/** Writes into `state`, and appends to `undo` how to revert each write. */
function createTransaction(state: State, undo: (() => void)[]): Transaction {
  const set = <T>(map: Map<string, T>, key: string, value: T) => {
    const before = map.get(key)
    undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)))
    map.set(key, value)
  }
  return {
    ...createReader(state),
    put: async (record) => set(state.versions, record.id, createStoredVersion(record)),
    append: async (entry) => {
      const stored = { ...entry, sequence: state.history.length + 1 }
      state.history.push(stored)
      undo.push(() => state.history.pop())
      return stored
    },
    saveIdempotencyRecord: async (record) => set(state.idempotencyRecords, formatRecordKey(record.userId, record.key), record),
  }
}

/** An in-memory store: its data is lost when the program ends. */
export function createMemoryStore(seed: Seed = { versions: [], history: [] }): Store {
  const state: State = {
    versions: new Map(seed.versions.map((record) => [record.id, createStoredVersion(record)])),
    history: seed.history.map((entry, index) => ({ ...entry, sequence: index + 1 })),
    idempotencyRecords: new Map(),
    epoch: createRandomId(),
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
