import type { User } from '#api/contract/primitives.ts'
import type { Instant } from '#domain/version.ts'

/** A sign-in of a user in one browser. */
export interface SessionRecord {
  /** SHA-256 of the cookie's token: who reads the rows cannot sign in with them. */
  readonly id: string
  readonly user: User
  /** The roles at the sign-in. Their permissions are those of the configuration, at each request. */
  readonly roles: readonly string[]
  /** The teams at the sign-in. Absent: none, as in sessions of earlier releases. */
  readonly teams?: readonly string[]
  readonly createdAt: Instant
  /** When it was used last, not more exactly than a minute. */
  readonly usedAt: Instant
}

/** Sessions that began before one of these times, or were last used before the other, have expired. */
export interface ExpiryTimes {
  readonly createdAt: Instant
  readonly usedAt: Instant
}

/** Stores sessions, for all replicas. */
export interface SessionStore {
  readonly insert: (record: SessionRecord) => Promise<void>
  readonly find: (id: string) => Promise<SessionRecord | undefined>
  /** The session of a user that was used last. */
  readonly findLatestOf: (userId: string) => Promise<SessionRecord | undefined>
  readonly markAsUsed: (id: string, at: Instant) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly removeAllOf: (userId: string) => Promise<void>
  readonly removeExpired: (before: ExpiryTimes) => Promise<void>
  /** A number that grows whenever sessions are removed, by any replica. */
  readonly countRemovals: () => Promise<number>
}
