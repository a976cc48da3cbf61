import type { User } from '#api/contract/primitives.ts'
import type { HistoryEventType } from '#api/contract/history.ts'
import type { CloseReason } from '#domain/ending-reasons.ts'
import type { Trigger } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { loadNextTransition } from './next-transition.ts'
import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'

/** A change: its type, actor and time, and the new version before revision, `updatedAt`, ending and `dueAt` are set. */
export interface ChangeInput {
  readonly type: HistoryEventType
  readonly at: Instant
  readonly version: VersionRecord
  readonly actor?: User
  readonly trigger?: Trigger
  readonly reason?: CloseReason | null
  readonly note?: string
  /** The batch that the change is part of. */
  readonly batchId?: string
}

/** A version after a change, and the history entry that records the change. */
export interface RecordedChange {
  readonly record: VersionRecord
  readonly entry: EntryRecord
}

/** Creates the history entry only. Also for actions that leave the version itself unchanged, such as a copy. */
export async function createHistoryEntry(
  engine: Engine,
  before: VersionRecord,
  { type, at, version, actor, trigger, reason, note, batchId }: ChangeInput,
): Promise<EntryRecord> {
  const { inside } = await engine.countInside([before], at)
  return {
    versionId: before.id,
    journeyId: before.journeyId,
    at,
    type,
    actor: actor ?? null,
    trigger: trigger ?? null,
    reason: reason ?? null,
    note: note ?? '',
    before: before.status,
    after: version.deletedAt === null ? version.status : null,
    peopleInside: inside.get(before.id) ?? 0,
    ...(batchId !== undefined && { batchId }),
  }
}

/** Sets the bookkeeping fields (revision, last update, ending, `dueAt`) and creates the history entry. */
export async function recordChange(engine: Engine, before: VersionRecord, change: ChangeInput): Promise<RecordedChange> {
  const entry = await createHistoryEntry(engine, before, change)
  const { at, type, actor, trigger, reason, note, peopleInside } = entry
  const ended = type === 'close' || type === 'stop' ? { at, action: type, actor, trigger, reason, note, peopleInside } : before.ended
  const { version } = change
  const { dueAt } = await loadNextTransition(engine, version, at)
  return {
    record: {
      ...version,
      revision: before.revision + 1,
      updatedAt: at,
      updatedBy: actor,
      ended,
      dueAt,
    },
    entry,
  }
}
