import type { ListQuery } from '#api/contract/list.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { IdempotencyRecord, EntryRecord, StoredEntry, VersionRecord } from './records.ts'

/** A version in a list, with the people inside it at the moment the list was made. */
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

/** What can be read. Deleted versions are found by `version`, `allVersionsOf` and `history` only. */
export interface Reader {
  version(id: string): Promise<VersionRecord | undefined>
  /** The versions of a journey, newest first. */
  versionsOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** The versions a journey ever had, newest first, deleted ones included. */
  allVersionsOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** Versions that have a jump into the journey. */
  incomingJumps(journeyId: string): Promise<readonly VersionRecord[]>
  /** Every version. */
  all(): Promise<readonly VersionRecord[]>
  list(query: ListQuery, at: Instant): Promise<ListPage>
  /** Newest first; `before` is a sequence. */
  history(versionId: string, limit: number, before?: number): Promise<readonly StoredEntry[]>
  /** Versions that change by themselves at `at` or before. */
  due(at: Instant): Promise<readonly VersionRecord[]>
  findIdempotencyRecord(userId: string, key: string): Promise<IdempotencyRecord | undefined>
  /** Names the history as a whole: another name when the store began again, because its sequences do, too. */
  epoch(): Promise<string>
  /** The sequence of the newest line of all histories; 0 for none. */
  latestSequence(): Promise<number>
  /** Lines of all histories, oldest first, that came after a sequence. They were written in the order of their sequences. */
  entriesAfter(sequence: number, limit: number): Promise<readonly StoredEntry[]>
}

/** What can be written. Everything put, appended and kept in one transaction happens, or nothing does. */
export interface Transaction extends Reader {
  put(record: VersionRecord): Promise<void>
  append(entry: EntryRecord): Promise<StoredEntry>
  saveIdempotencyRecord(record: IdempotencyRecord): Promise<void>
}

/**
 * Where versions, histories and answers are kept. Transactions follow one another: none sees another's half, and `work` begins when its
 * turn has come.
 * `work` may await nothing but the transaction it is given; if it throws, nothing has happened and the error is passed on.
 */
export interface Store {
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
}

/** What a store begins with. The history is in order; its lines get the sequences 1, 2, 3, … */
export interface Seed {
  readonly versions: readonly VersionRecord[]
  readonly history: readonly EntryRecord[]
}
