import type { User } from '#api/contract/primitives.ts'
import type { Ended } from '#api/contract/ended.ts'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** How, by whom and why a version was ended, as it is stored. */
export type EndedRecord = Omit<Ended, 'at'> & { readonly at: Instant }

/** A version as it is stored. */
export interface VersionRecord extends VersionFacts {
  readonly id: string
  readonly journeyId: string
  readonly name: string
  readonly number: number
  /** Whether no newer version of the journey exists that is not deleted. */
  readonly latest: boolean
  /** 1 at first; one more with every change. */
  readonly revision: number
  readonly description: string
  readonly tags: readonly string[]
  readonly startsAt: Instant | null
  readonly createdAt: Instant
  readonly createdBy: User
  readonly updatedAt: Instant
  readonly updatedBy: User | null
  readonly publishedBy: User | null
  readonly buildEnding: EndedRecord | null
  readonly timeZone: string
  readonly reentrance: boolean
  readonly deletedAt: Instant | null
  /** When it changes by itself next, if nobody acts; `null` for never. Kept so that a store can find what is due. */
  readonly dueAt: Instant | null
}

/** A line of the history as it is stored; the store gives the sequence. */
export type EntryRecord = Omit<HistoryEntry, 'at' | 'sequence'> & { readonly at: Instant }
export type StoredEntry = EntryRecord & { readonly sequence: number }

/** The first answer to a request under an idempotency key, kept for ever. */
export interface IdempotencyRecord {
  readonly userId: string
  readonly key: string
  /** What was asked under this key: method, address, precondition and body, in one comparable text. */
  readonly fingerprint: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
