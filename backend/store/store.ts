import type { HistoryEventType } from '#api/contract/history.ts'
import type { DayFilter, FilterQuery, ValueFilter } from '#api/contract/filters/filter-query.ts'
import type { ListQuery } from '#api/contract/filters/list-query.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { BatchReader, BatchWriter } from './batches/batch-store.ts'
import type { SavedViewReader, SavedViewWriter } from './saved-views/saved-view-store.ts'
import type { IdempotencyRecord, EntryRecord, StoredEntry, VersionRecord } from './records.ts'

/** The value that versions are sorted by; the identifier breaks ties. */
export type SortValue = string | number

/** Keyset position: the last row of the page before. */
export interface Keyset {
  readonly sortValue: SortValue
  readonly id: string
}

/** Which versions match. Days are counted back from `at`. */
export interface FilterRequest {
  readonly query: FilterQuery
  readonly at: Instant
  /** Versions that replace the stored ones with the same identifiers. */
  readonly replacements?: ReadonlyMap<string, VersionRecord>
}

/** Whose values are counted. */
export interface ValueCountRequest extends FilterRequest {
  /** Only values whose names have these words, and those that the filters have. Absent or empty: all. */
  readonly find?: string
}

/** A page of the matching versions in the order of `query.sort`. */
export interface PageRequest extends FilterRequest {
  readonly query: Omit<ListQuery, 'cursor'>
  /** Absent: the first page. */
  readonly after?: Keyset
  /** The people inside by version identifier, for the sort by people; 0 for other versions. */
  readonly inside?: ReadonlyMap<string, number>
}

/** One page of the list. */
export interface Page {
  readonly rows: readonly { readonly record: VersionRecord; readonly sortValue: SortValue }[]
  readonly hasMore: boolean
}

/** Rows with the records of their versions. */
export const addRecords = (rows: readonly Keyset[], find: (id: string) => VersionRecord | undefined): Page['rows'] =>
  rows.flatMap(({ id, sortValue }) => {
    const record = find(id)
    return record ? [{ record, sortValue }] : []
  })

/** Counts of the list. */
export interface Facets {
  /** Number of versions that match the whole query. */
  readonly matchingCount: number
  /** Number of versions that match the version filter alone. */
  readonly totalCount: number
  /** Number of versions per status that match all but the status filter. */
  readonly countsByStatus: Readonly<Record<Status, number>>
}

/** How many versions match a value of a filter. */
export interface ValueCount {
  readonly value: string
  /** Of a user, one of the names under which versions have this user: the first in the order of `compareText`. Otherwise the value. */
  readonly name: string
  readonly count: number
}

/**
 * The values of each filter that the versions of the version filter have, also those that no version matches: most versions first, then by
 * value in the order of `compareText`. Of a filter by days the values are `countedDays`, in their order, whatever their counts. Each count is
 * of the versions that match all but this one filter.
 */
export type ValueCounts = Readonly<Record<ValueFilter | DayFilter, readonly ValueCount[]>>

/** What is known of an open version without its record. */
export interface OpenVersion {
  readonly id: string
  readonly revision: number
  readonly status: Status
}

/** When and how a version ended. */
export interface Ending {
  readonly id: string
  readonly at: Instant
  readonly action: 'close' | 'stop'
}

/** Limits the history entries of a version. */
export interface HistoryRequest {
  readonly limit: number
  /** Exclusive upper bound of the sequence. */
  readonly before?: number
  /** Absent: every type. */
  readonly types?: readonly HistoryEventType[]
}

/** Read operations. Only `version`, `versions`, `allVersionsOf` and `history` return deleted versions. */
export interface Reader extends BatchReader, SavedViewReader {
  version(id: string): Promise<VersionRecord | undefined>
  /** The versions with these identifiers, in their order, without unknown ones. */
  versions(ids: readonly string[]): Promise<readonly VersionRecord[]>
  /** The versions of a journey, newest first, without deleted ones. */
  versionsOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** All versions of a journey, newest first, including deleted ones. */
  allVersionsOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** Versions that have a jump into the journey. */
  incomingJumps(journeyId: string): Promise<readonly VersionRecord[]>
  /** The latest versions whose name has this skeleton, without deleted ones. */
  latestByNameSkeleton(nameSkeleton: string): Promise<readonly VersionRecord[]>
  /** The versions whose status allows people inside. */
  openVersions(): Promise<readonly OpenVersion[]>
  /** The endings of the versions that were closed or stopped at `since` or later. */
  endedSince(since: Instant): Promise<readonly Ending[]>
  page(request: PageRequest): Promise<Page>
  facets(request: FilterRequest): Promise<Facets>
  /** At most `limit` values of each filter by values and those that the filter has, and all `countedDays`. */
  valueCounts(request: ValueCountRequest, limit: number): Promise<ValueCounts>
  /** The history entries of a version, newest first. */
  history(versionId: string, request: HistoryRequest): Promise<readonly StoredEntry[]>
  /** At most `limit` versions with an automatic transition due at `at` or before, those due first coming first. */
  due(at: Instant, limit: number): Promise<readonly VersionRecord[]>
  /** The time of the oldest idempotency record; `null` if there is none. */
  oldestIdempotencyTime(): Promise<Instant | null>
  findIdempotencyRecord(userId: string, key: string): Promise<IdempotencyRecord | undefined>
  /** Epoch: identifies the sequence numbering. It changes when the store is reset, because sequences then start at 1 again. */
  epoch(): Promise<string>
  /** The sequence of the newest history entry of all versions; 0 if there is none. */
  latestSequence(): Promise<number>
  /** History entries of all versions with a greater sequence, oldest first. The order of sequences is the order of writing. */
  entriesAfter(sequence: number, limit: number): Promise<readonly StoredEntry[]>
}

/** Write operations. Atomic: all writes of one transaction are committed, or none. */
export interface Transaction extends Reader, BatchWriter, SavedViewWriter {
  /** The same as `due`. Of two transactions at the same time only one gets a version; the other gets others, or none. */
  claimDue(at: Instant, limit: number): Promise<readonly VersionRecord[]>
  /** Writes a new version, with the keys by which it is searched and sorted (`keys/stored-version.ts`). Throws if the identifier is taken. */
  insert(record: VersionRecord): Promise<void>
  /** Compare-and-set: replaces a version, with its keys. Throws a `ConflictError` if the stored revision is not `ifRevision`. */
  update(record: VersionRecord, ifRevision: number): Promise<void>
  append(entry: EntryRecord): Promise<StoredEntry>
  /** Throws if the user has a record under this key. */
  saveIdempotencyRecord(record: IdempotencyRecord): Promise<void>
  /** Removes at most `limit` idempotency records from before `before`, the oldest first. */
  forgetIdempotencyRecords(before: Instant, limit: number): Promise<void>
}

/** What a command is about. A store may load at once what a command on one version reads; the command may read and write anything else, too. */
export interface CommandSubject {
  readonly versionId: string
  readonly userId: string
  /** The idempotency key. */
  readonly key: string
}

/** A compare-and-set found another revision than expected: a lost update was prevented. */
export class ConflictError extends Error {
  constructor(id: string, ifRevision: number) {
    super(`The record ${id} no longer has the revision ${ifRevision}.`)
  }
}

/**
 * Stores versions, history entries, idempotency records, batches and saved views. Transactions are isolated: each behaves as if it ran alone. `work` may await
 * only operations of its transaction, and may run again from the start if its transaction could not be serialised: it keeps no state
 * outside, and reads the clock and creates identifiers inside. If it throws, the transaction is rolled back and the error is rethrown.
 */
export interface Store {
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  /** `subject`: absent if the work is not a command on one version. */
  write<T>(work: (transaction: Transaction) => Promise<T>, subject?: CommandSubject): Promise<T>
}

/** Initial contents of a store. History entries are in order and get the sequences 1, 2, 3, … */
export interface Seed {
  readonly versions: readonly VersionRecord[]
  readonly history: readonly EntryRecord[]
}
