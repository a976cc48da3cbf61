import type { User } from '#api/contract/primitives.ts'
import type { HistoryEventType } from '#api/contract/history.ts'
import type { CloseReason } from '#domain/ending-reasons.ts'
import { countPopulation } from '#domain/population/population.ts'
import { findNextTransition, type Trigger } from '#domain/automatic-transitions.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'

/** Something that happens to a version, and what the version is then but for its bookkeeping. */
export interface ChangeInput {
  readonly type: HistoryEventType
  readonly at: Instant
  readonly version: VersionRecord
  readonly actor?: User
  readonly trigger?: Trigger
  readonly reason?: CloseReason | null
  readonly note?: string
}

/** A version after something happened to it, and the line of the history that says so. */
export interface RecordedChange {
  readonly record: VersionRecord
  readonly entry: EntryRecord
}

/** When the version changes by itself next; `null` for never. */
export const findNextDueAt = (version: VersionFacts): Instant | null => findNextTransition(version)?.at ?? null

/** The line of the history about something that changes nothing about the version itself. */
export function createHistoryEntry(before: VersionRecord, { type, at, version, actor, trigger, reason, note }: ChangeInput): EntryRecord {
  return {
    versionId: before.id,
    at,
    type,
    actor: actor ?? null,
    trigger: trigger ?? null,
    reason: reason ?? null,
    note: note ?? '',
    before: before.status,
    after: version.deletedAt === null ? version.status : null,
    peopleInside: countPopulation(before, at).inside,
  }
}

/** Keeps the books: revision, last update, how it ended, when it is due next, and the line of the history. */
export function recordChange(before: VersionRecord, change: ChangeInput): RecordedChange {
  const entry = createHistoryEntry(before, change)
  const { at, type, actor, trigger, reason, note, peopleInside } = entry
  const ended = type === 'close' || type === 'stop' ? { at, action: type, actor, trigger, reason, note, peopleInside } : before.buildEnding
  const { version } = change
  return {
    record: {
      ...version,
      revision: before.revision + 1,
      updatedAt: at,
      updatedBy: actor,
      buildEnding: ended,
      dueAt: findNextDueAt(version),
    },
    entry,
  }
}
