import type { IdempotencyRecord, StoredEntry, VersionRecord, EntryRecord } from '#backend/store/records.ts'
import type { CommandSubject } from '#backend/store/store.ts'
import { decodeText } from '#server/store/encode-text.ts'

/** What `load_commands` gives. */
interface LoadedRows {
  readonly sequence: number
  readonly hash: string
  readonly journeys: readonly string[]
  readonly versions: readonly VersionRecord[] | null
  readonly keys: readonly IdempotencyRecord[] | null
  readonly entries: readonly { readonly sequence: number; readonly entry: EntryRecord }[] | null
  readonly nextDue: number | null
}

/** The state that a group of commands finds. Each of them that succeeds changes it for those behind it. */
export interface LoadedState {
  /** The versions of `journeys`. */
  readonly versions: Map<string, VersionRecord>
  readonly journeys: ReadonlySet<string>
  /** The keys that were looked for, by `formatRecordKey`. */
  readonly asked: ReadonlySet<string>
  /** By `formatRecordKey`. */
  readonly keys: Map<string, IdempotencyRecord>
  /** Of the versions of the commands: the latest entry and the endings, oldest first. */
  readonly entries: Map<string, readonly StoredEntry[]>
  /** When the first version of another journey is due. */
  readonly nextDue: number
  sequence: number
  hash: string
}

export const formatRecordKey = (userId: string, key: string): string => JSON.stringify([userId, key])

/** The state that the rows of `load_commands` describe. */
export function readLoadedState(rows: unknown, subjects: readonly CommandSubject[]): LoadedState {
  const { sequence, hash, journeys, versions, keys, entries, nextDue } = rows as LoadedRows
  // An entry may be the latest one and an ending.
  const bySequence = new Map(
    (entries ?? []).map((each): [number, StoredEntry] => [each.sequence, { ...each.entry, sequence: each.sequence }]),
  )
  const stored = [...bySequence.values()].toSorted((one, other) => one.sequence - other.sequence)
  return {
    versions: new Map((versions ?? []).map((record) => [record.id, record])),
    journeys: new Set(journeys.map(decodeText)),
    asked: new Set(subjects.map(({ userId, key }) => formatRecordKey(userId, key))),
    keys: new Map((keys ?? []).map((record) => [formatRecordKey(record.userId, record.key), record])),
    entries: new Map(subjects.map(({ versionId: id }) => [id, stored.filter(({ versionId }) => versionId === id)])),
    nextDue: nextDue ?? Infinity,
    sequence,
    hash,
  }
}
