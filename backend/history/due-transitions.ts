import type { HistoryEventType } from '#api/contract/history.ts'
import type { Trigger } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import type { Engine } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Transaction } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'
import { loadNextTransition } from './next-transition.ts'
import { recordChange, type RecordedChange } from './record-change.ts'

const typeOfTrigger: Readonly<Record<Trigger, HistoryEventType>> = {
  pauseOver: 'resume',
  endDate: 'close',
  newerVersion: 'close',
  drained: 'finish',
  globalTimeout: 'finish',
}

/** The automatic transitions of a version that are due by `at`, in order, each as a recorded change. */
async function listDueChanges(engine: Engine, record: VersionRecord, at: Instant): Promise<readonly RecordedChange[]> {
  const changes: RecordedChange[] = []
  for (;;) {
    const before = changes.at(-1)?.record ?? record
    const { transition } = await loadNextTransition(engine, before, at)
    if (transition === null || transition.at > at) return changes
    changes.push(await recordChange(engine, before, { ...transition, type: typeOfTrigger[transition.trigger] }))
  }
}

/** Saves a change: its history entry and the new version record, which the engine follows. */
export async function saveChange(transaction: Transaction, engine: Engine, { record, entry }: RecordedChange): Promise<void> {
  await transaction.append(entry)
  await transaction.update(record, record.revision - 1)
  await engine.applyChange(record)
}

/** Saves the automatic transitions of one version that are due by `at`, and returns the resulting record. */
export async function applyDueTo(transaction: Transaction, engine: Engine, record: VersionRecord, at: Instant): Promise<VersionRecord> {
  const changes = await listDueChanges(engine, record, at)
  for (const change of changes) await saveChange(transaction, engine, change)
  return changes.at(-1)?.record ?? record
}

/** Saves a change and the transitions that follow at once: a version that closes with no people inside is finished. */
export async function saveThenApplyDue(
  transaction: Transaction,
  engine: Engine,
  change: RecordedChange,
  at: Instant,
): Promise<VersionRecord> {
  await saveChange(transaction, engine, change)
  return applyDueTo(transaction, engine, change.record, at)
}

/** A version that is due, and its automatic transitions. */
interface DueVersion {
  readonly record: VersionRecord
  readonly changes: readonly RecordedChange[]
}

/** The automatic transitions of those of `records` that are due by `at`. */
export async function listDueVersions(engine: Engine, records: readonly VersionRecord[], at: Instant): Promise<readonly DueVersion[]> {
  const due: DueVersion[] = []
  for (const record of records)
    if (record.dueAt !== null && record.dueAt <= at) due.push({ record, changes: await listDueChanges(engine, record, at) })
  return due
}

/** All changes in the order in which they are written: by time, then by version identifier, so that the order is the same in every store. */
export const sortChanges = (due: readonly DueVersion[]): readonly RecordedChange[] =>
  due
    .flatMap(({ changes }) => changes)
    .toSorted((one, other) => one.entry.at - other.entry.at || compareText(one.record.id, other.record.id))

/** Saves the transitions of `records` that are due by `at`, in the order of their times. Each is recorded at the time it was due. */
export async function applyDueTransitions(
  transaction: Transaction,
  engine: Engine,
  records: readonly VersionRecord[],
  at: Instant,
): Promise<void> {
  const due = await listDueVersions(engine, records, at)
  for (const change of sortChanges(due)) await saveChange(transaction, engine, change)
  for (const { record, changes } of due) {
    if (changes.length > 0) continue
    const { dueAt } = await loadNextTransition(engine, record, at)
    await transaction.update({ ...record, dueAt }, record.revision)
  }
}

/** The largest number of due versions that a command writes. The scheduler keeps the real number near zero. */
const maxClaimed = 100

/** The versions whose due transitions a command writes: of all journeys, or of its own journey alone, after an attempt with all has failed. */
export type DueScope = 'all' | 'journey'

/**
 * Loads a version for a command at `at`: `undefined` if there is none. Writes what is due first, in the journey of the version in any case:
 * the command acts on the state at `at`.
 */
export async function loadWithDueTransitions(
  transaction: Transaction,
  engine: Engine,
  id: string,
  at: Instant,
  scope: DueScope,
): Promise<VersionRecord | undefined> {
  const found = await transaction.version(id)
  const journey = found ? await transaction.versionsOf(found.journeyId) : []
  const due = scope === 'all' ? await transaction.claimDue(at, maxClaimed) : []
  const claimed = due.filter((record) => journey.every((version) => version.id !== record.id))
  await applyDueTransitions(transaction, engine, [...claimed, ...journey], at)
  return transaction.version(id)
}
