import type { Session } from '#api/contract/session.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Instant } from '#domain/version.ts'

/** A place where the backend runs. The contract suite is told through it what to start from, and talks to it by requests alone. */
export interface Host {
  /** Forgets everything, holds just `versions` (each with one `create` entry), and lets time stand at `at`. Marketer is signed in. */
  start(versions: readonly VersionRecord[], at: Instant): Promise<void>
  /** Sends a request to a path such as `/api/versions`. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** Who is signed in from now on; `null` for nobody. */
  signIn(session: Session | null): Promise<void>
  /** Those who listen to events are told that time goes on. */
  sendHeartbeat(): Promise<void>
  /** Time stands at `at` from now on. */
  setTime(at: Instant): Promise<void>
}
