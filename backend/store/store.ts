import type { ListQuery } from '#api/contract/list.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { IdempotencyRecord, EntryRecord, StoredEntry, VersionRecord } from './records.ts'

/** A version in a list, with the people inside at the time of the list. */
export interface ListedVersion {
  readonly record: VersionRecord
  readonly peopleInside: number
}

/** One page of the list. */
export interface ListPage {
  readonly items: readonly ListedVersion[]
  readonly matchingCount: number
  readonly totalCount: number
  readonly countsByStatus: Readonly<Record<Status, number>>
  readonly nextCursor: string | null
}

/** Read operations. Only `version`, `allVersionsOf` and `history` return deleted versions. */
export interface Reader {
  version(id: string): Promise<VersionRecord | undefined>
  /** The versions of a journey, newest first, without deleted ones. */
  versionsOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** All versions of a journey, newest first, including deleted ones. */
  allVersionsOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** Versions that have a jump into the journey. */
  incomingJumps(journeyId: string): Promise<readonly VersionRecord[]>
  /** The latest versions whose name has this skeleton, without deleted ones. */
  latestByNameSkeleton(nameSkeleton: string): Promise<readonly VersionRecord[]>
  /** All versions that are not deleted. */
  all(): Promise<readonly VersionRecord[]>
  list(query: ListQuery, at: Instant): Promise<ListPage>
  /** The history entries of a version, newest first; `before` is an exclusive upper bound of the sequence. */
  history(versionId: string, limit: number, before?: number): Promise<readonly StoredEntry[]>
  /** Versions with an automatic transition due at `at` or before. */
  due(at: Instant): Promise<readonly VersionRecord[]>
  findIdempotencyRecord(userId: string, key: string): Promise<IdempotencyRecord | undefined>
  /** Epoch: identifies the sequence numbering. It changes when the store is reset, because sequences then start at 1 again. */
  epoch(): Promise<string>
  /** The sequence of the newest history entry of all versions; 0 if there is none. */
  latestSequence(): Promise<number>
  /** History entries of all versions with a greater sequence, oldest first. The order of sequences is the order of writing. */
  entriesAfter(sequence: number, limit: number): Promise<readonly StoredEntry[]>
}

/** Write operations. Atomic: all writes of one transaction are committed, or none. */
export interface Transaction extends Reader {
  /** Writes a version, together with the keys by which it is searched and sorted (`keys/stored-version.ts`). */
  put(record: VersionRecord): Promise<void>
  append(entry: EntryRecord): Promise<StoredEntry>
  saveIdempotencyRecord(record: IdempotencyRecord): Promise<void>
}

/**
 * Stores versions, history entries and idempotency records. Transactions are isolated and run one after another; `work` starts when its
 * transaction is active. `work` may await only operations of its transaction. If it throws, the transaction is rolled back and the error is
 * rethrown.
 */
export interface Store {
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
}

/** Initial contents of a store. History entries are in order and get the sequences 1, 2, 3, … */
export interface Seed {
  readonly versions: readonly VersionRecord[]
  readonly history: readonly EntryRecord[]
}
