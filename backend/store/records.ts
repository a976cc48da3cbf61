import type { User } from '#api/contract/primitives.ts'
import type { Ended } from '#api/contract/version.ts'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** A stored ending: action, actor, time and reason. */
export type EndedRecord = Omit<Ended, 'at'> & { readonly at: Instant }

/** A stored version. */
export interface VersionRecord extends VersionFacts {
  readonly id: string
  readonly journeyId: string
  readonly name: string
  readonly number: number
  /** Whether this is the newest version of the journey that is not deleted. */
  readonly latest: boolean
  /** Starts at 1 and increases by one with every change. */
  readonly revision: number
  readonly description: string
  readonly tags: readonly string[]
  readonly startsAt: Instant | null
  readonly createdAt: Instant
  readonly createdBy: User
  readonly updatedAt: Instant
  readonly updatedBy: User | null
  readonly publishedBy: User | null
  readonly ended: EndedRecord | null
  readonly timeZone: string
  readonly reentrance: boolean
  /** The team that the journey belongs to, the same for all its versions. Absent: it is everybody's. */
  readonly team?: string
  readonly deletedAt: Instant | null
  /** Time of the next automatic transition; `null` if there is none. Stored so that a store can query due versions. */
  readonly dueAt: Instant | null
}

/** A history entry before it is stored; the store assigns the sequence. */
export type EntryRecord = Omit<HistoryEntry, 'at' | 'sequence'> & { readonly at: Instant; readonly journeyId: string }
export type StoredEntry = EntryRecord & { readonly sequence: number }

/**
 * The first response to a request under an idempotency key. It is kept as a whole: its numbers of people belong to the moment of the
 * command, and an engine that counts cannot compute them again. Built anew, the response would also show later changes of other users as
 * the result of this command, and to a user who may no longer view journeys.
 */
export interface IdempotencyRecord {
  readonly userId: string
  readonly key: string
  /** When the key was answered first. The record is forgotten `idempotencyRetentionMs` later, or after that. */
  readonly at: Instant
  /** Fingerprint of the request: method, address, precondition and body in one comparable text. */
  readonly fingerprint: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
