import type { HistoryEventType } from '#api/contract/history.ts'
import { listTransitionsUntil, type Trigger } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import { findNextDueAt, recordChange, type RecordedChange } from './record-change.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Transaction } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'

const actionOfTrigger: Readonly<Record<Trigger, HistoryEventType>> = {
  pauseOver: 'resume',
  endDate: 'close',
  newerVersion: 'close',
  drained: 'finish',
  globalTimeout: 'finish',
}

/** The automatic transitions of a version that are due by `at`, in order, each as a recorded change. */
function listChangesUntil(record: VersionRecord, at: Instant): readonly RecordedChange[] {
  const steps: RecordedChange[] = []
  for (const change of listTransitionsUntil(record, at)) {
    steps.push(recordChange(steps.at(-1)?.record ?? record, { ...change, type: actionOfTrigger[change.trigger] }))
  }
  return steps
}

/** Saves a change: its history entry and the new version record. */
export async function saveChange(transaction: Transaction, { record, entry }: RecordedChange): Promise<void> {
  await transaction.append(entry)
  await transaction.put(record)
}

/** Saves the automatic transitions of one version that are due by `at`, and returns the resulting record. */
export async function applyDueTo(transaction: Transaction, record: VersionRecord, at: Instant): Promise<VersionRecord> {
  const steps = listChangesUntil(record, at)
  for (const step of steps) await saveChange(transaction, step)
  return steps.at(-1)?.record ?? record
}

/** Saves a change and the transitions that follow at once: a version that closes with no people inside is finished. */
export async function saveThenApplyDue(transaction: Transaction, change: RecordedChange, at: Instant): Promise<VersionRecord> {
  await saveChange(transaction, change)
  return applyDueTo(transaction, change.record, at)
}

/** Sorts by time, then by version identifier, so that the order is the same in every store. */
const compareChronologically = (one: RecordedChange, other: RecordedChange): number =>
  one.entry.at - other.entry.at || compareText(one.record.id, other.record.id)

/** Applies all transitions due by `at` in every version. Each change is recorded at the time it was due. */
export async function applyDueTransitions(transaction: Transaction, at: Instant): Promise<void> {
  const due = (await transaction.due(at)).map((record) => ({ record, steps: listChangesUntil(record, at) }))
  for (const step of due.flatMap(({ steps }) => steps).toSorted(compareChronologically)) await saveChange(transaction, step)
  for (const { record, steps } of due) if (steps.length === 0) await transaction.put({ ...record, dueAt: findNextDueAt(record) })
}
