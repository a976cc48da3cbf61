import type { EntryRecord, IdempotencyRecord, StoredEntry, VersionRecord } from '#backend/store/records.ts'
import { ConflictError, type HistoryRequest, type Transaction } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'
import { formatRecordKey, type LoadedState } from './loaded-state.ts'

/** A command reads what was not loaded for it: it has to run in a transaction that reads the tables. */
export class NotLoadedError extends Error {
  constructor() {
    super('The command reads what was not loaded.')
  }
}

/** What one command has written. */
export interface CommandWrites {
  readonly versions: Map<string, VersionRecord>
  readonly entries: EntryRecord[]
  readonly keys: IdempotencyRecord[]
}

const isEnding = (type: string): boolean => type === 'close' || type === 'stop'

const notLoaded = (): Promise<never> => Promise.reject(new NotLoadedError())

/** The operations that no command on one version needs. */
const otherOperations = {
  versions: notLoaded,
  incomingJumps: notLoaded,
  latestByNameSkeleton: notLoaded,
  openVersions: notLoaded,
  endedSince: notLoaded,
  page: notLoaded,
  facets: notLoaded,
  valueCounts: notLoaded,
  oldestIdempotencyTime: notLoaded,
  forgetIdempotencyRecords: notLoaded,
  epoch: notLoaded,
  latestSequence: notLoaded,
  entriesAfter: notLoaded,
  preflight: notLoaded,
  batch: notLoaded,
  batches: notLoaded,
  batchItems: notLoaded,
  dueBatches: notLoaded,
  batchesChangedAfter: notLoaded,
  latestBatchChange: notLoaded,
  savePreflight: notLoaded,
  forgetPreflights: notLoaded,
  insertBatch: notLoaded,
  updateBatch: notLoaded,
  updateBatchItem: notLoaded,
  claimBatchItem: notLoaded,
  savedView: notLoaded,
  savedViewsFor: notLoaded,
  saveView: notLoaded,
  deleteView: notLoaded,
} satisfies Partial<Transaction>

/** The transaction of one command on a state that was loaded. Its writes stay in `writes`. */
export function createLoadedTransaction(state: LoadedState): { readonly transaction: Transaction; readonly writes: CommandWrites } {
  const writes: CommandWrites = { versions: new Map(), entries: [], keys: [] }
  const listVersions = (): readonly VersionRecord[] => [...new Map([...state.versions, ...writes.versions]).values()]
  const find = (id: string): VersionRecord | undefined => writes.versions.get(id) ?? state.versions.get(id)
  const listJourney = async (journeyId: string): Promise<readonly VersionRecord[]> => {
    if (!state.journeys.has(journeyId)) throw new NotLoadedError()
    const ofJourney = listVersions().filter((version) => version.journeyId === journeyId)
    return ofJourney.toSorted((one, other) => other.number - one.number)
  }
  const listDue = async (at: number, limit: number): Promise<readonly VersionRecord[]> => {
    if (state.nextDue <= at) throw new NotLoadedError()
    const due = listVersions().flatMap((version) =>
      version.dueAt !== null && version.dueAt <= at ? [{ ...version, dueAt: version.dueAt }] : [],
    )
    return due.toSorted((one, other) => one.dueAt - other.dueAt || compareText(one.id, other.id)).slice(0, limit)
  }
  const listEntries = (versionId: string): readonly StoredEntry[] => {
    const loaded = state.entries.get(versionId)
    if (!loaded) throw new NotLoadedError()
    const written = writes.entries.map((entry, index): StoredEntry => ({ ...entry, sequence: state.sequence + 1 + index }))
    return [...loaded, ...written.filter((entry) => entry.versionId === versionId)]
  }
  const transaction: Transaction = {
    ...otherOperations,
    version: async (id) => {
      const found = find(id)
      // A command on a version that does not exist has loaded nothing else.
      if (!found && !state.entries.has(id)) throw new NotLoadedError()
      return found
    },
    versionsOf: async (journeyId) => (await listJourney(journeyId)).filter(({ deletedAt }) => deletedAt === null),
    allVersionsOf: listJourney,
    due: listDue,
    claimDue: listDue,
    history: async (versionId, { limit, before = Infinity, types }: HistoryRequest) => {
      const isLatest = types === undefined && limit === 1
      const isOfEndings = limit <= 2 && types?.every(isEnding) === true
      if (before !== Infinity || !(isLatest || isOfEndings)) throw new NotLoadedError()
      const entries = listEntries(versionId).filter(({ type }) => types === undefined || types.includes(type))
      return entries.toReversed().slice(0, limit)
    },
    findIdempotencyRecord: async (userId, key) => {
      if (!state.asked.has(formatRecordKey(userId, key))) throw new NotLoadedError()
      return writes.keys.find((record) => record.userId === userId && record.key === key) ?? state.keys.get(formatRecordKey(userId, key))
    },
    insert: async (record) => {
      // Of another journey it is not known whether the identifier is taken.
      if (!state.journeys.has(record.journeyId)) throw new NotLoadedError()
      if (find(record.id)) throw new Error(`${record.id} is taken.`)
      writes.versions.set(record.id, record)
    },
    update: async (record, ifRevision) => {
      const found = find(record.id)
      if (!found) throw new NotLoadedError()
      if (found.revision !== ifRevision) throw new ConflictError(record.id, ifRevision)
      writes.versions.set(record.id, record)
    },
    append: async (entry) => {
      writes.entries.push(entry)
      return { ...entry, sequence: state.sequence + writes.entries.length }
    },
    saveIdempotencyRecord: async (record) => {
      if ((await transaction.findIdempotencyRecord(record.userId, record.key)) !== undefined)
        throw new Error(`${record.userId} has used the key ${record.key}.`)
      writes.keys.push(record)
    },
  }
  return { transaction, writes }
}
