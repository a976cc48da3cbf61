import type { ListQuery } from '#api/contract/list.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { AnswerRecord, EntryRecord, StoredEntry, VersionRecord } from './records.ts'

/** A version in a list, with the people inside it at the moment the list was made. */
export interface Listed {
  readonly record: VersionRecord
  readonly peopleInside: number
}

/** One page of the list. */
export interface Page {
  readonly items: readonly Listed[]
  readonly matching: number
  readonly total: number
  readonly counts: Readonly<Record<Status, number>>
  readonly next: string | null
}

/** What can be read. Deleted versions are found by `version`, `everyVersionOf` and `history` only. */
export interface Reader {
  version(id: string): Promise<VersionRecord | undefined>
  /** The versions of a journey, newest first. */
  versionsOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** The versions a journey ever had, newest first, deleted ones included. */
  everyVersionOf(journeyId: string): Promise<readonly VersionRecord[]>
  /** Versions that have a jump into the journey. */
  jumpingInto(journeyId: string): Promise<readonly VersionRecord[]>
  /** Every version. */
  all(): Promise<readonly VersionRecord[]>
  list(query: ListQuery, at: Instant): Promise<Page>
  /** Newest first; `before` is a sequence. */
  history(versionId: string, limit: number, before?: number): Promise<readonly StoredEntry[]>
  /** Versions that change by themselves at `at` or before. */
  due(at: Instant): Promise<readonly VersionRecord[]>
  answer(personId: string, key: string): Promise<AnswerRecord | undefined>
  /** Names the history as a whole: another name when the store began again, because its sequences do, too. */
  epoch(): Promise<string>
  /** The sequence of the newest line of all histories; 0 for none. */
  newest(): Promise<number>
  /** Lines of all histories, oldest first, that came after a sequence. They were written in the order of their sequences. */
  since(sequence: number, limit: number): Promise<readonly StoredEntry[]>
}

/** What can be written. Everything put, appended and kept in one transaction happens, or nothing does. */
export interface Transaction extends Reader {
  put(record: VersionRecord): Promise<void>
  append(entry: EntryRecord): Promise<StoredEntry>
  keep(answer: AnswerRecord): Promise<void>
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
