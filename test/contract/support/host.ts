import type { Session } from '#api/contract/session.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Instant } from '#domain/version.ts'

/** A host of the backend. The contract suite sets its initial state and sends requests; it has no other access. */
export interface Host {
  /** Replaces all data by `versions` (each with one `create` entry) and freezes time at `at`. The marketer is signed in. */
  start(versions: readonly VersionRecord[], at: Instant): Promise<void>
  /** Sends a request to a path such as `/api/versions`. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** Sets the session of later requests; `null` for signed out. */
  signIn(session: Session | null): Promise<void>
  /** Notifies event streams that time has passed. */
  sendHeartbeat(): Promise<void>
  /** Freezes time at `at`. */
  setTime(at: Instant): Promise<void>
}
