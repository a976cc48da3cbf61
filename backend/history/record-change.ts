import type { Person } from '#api/contract/primitives.ts'
import type { Happening } from '#api/contract/history.ts'
import type { CloseReason } from '#domain/ending-reasons.ts'
import { population } from '#domain/population/population.ts'
import { nextChange, type Cause } from '#domain/automatic-transitions.ts'
import type { Instant, Life } from '#domain/version.ts'
import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'

/** Something that happens to a version, and what the version is then but for its bookkeeping. */
export interface Happens {
  readonly what: Happening
  readonly at: Instant
  readonly version: VersionRecord
  readonly by?: Person
  readonly cause?: Cause
  readonly reason?: CloseReason | null
  readonly note?: string
}

/** A version after something happened to it, and the line of the history that says so. */
export interface Happened {
  readonly record: VersionRecord
  readonly entry: EntryRecord
}

/** When the version changes by itself next; `null` for never. */
export const dueAt = (version: Life): Instant | null => nextChange(version)?.at ?? null

/** The line of the history about something that changes nothing about the version itself. */
export function entryFor(before: VersionRecord, { what, at, version, by, cause, reason, note }: Happens): EntryRecord {
  return {
    versionId: before.id,
    at,
    what,
    by: by ?? null,
    cause: cause ?? null,
    reason: reason ?? null,
    note: note ?? '',
    before: before.status,
    after: version.deletedAt === null ? version.status : null,
    peopleInside: population(before, at).inside,
  }
}

/** Keeps the books: revision, last update, how it ended, when it is due next, and the line of the history. */
export function happen(before: VersionRecord, happens: Happens): Happened {
  const entry = entryFor(before, happens)
  const { at, what, by, cause, reason, note, peopleInside } = entry
  const ended = what === 'close' || what === 'stop' ? { at, action: what, by, cause, reason, note, peopleInside } : before.ended
  const { version } = happens
  return { record: { ...version, revision: before.revision + 1, updatedAt: at, updatedBy: by, ended, dueAt: dueAt(version) }, entry }
}
