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

/** What has happened to a version by itself by `at`, step by step. */
function listChangesUntil(record: VersionRecord, at: Instant): readonly RecordedChange[] {
  const steps: RecordedChange[] = []
  for (const change of listTransitionsUntil(record, at)) {
    steps.push(recordChange(steps.at(-1)?.record ?? record, { ...change, type: actionOfTrigger[change.trigger] }))
  }
  return steps
}

/** Writes down what happened. */
export async function saveChange(transaction: Transaction, { record, entry }: RecordedChange): Promise<void> {
  await transaction.append(entry)
  await transaction.put(record)
}

/** Writes down what has happened to one version by itself by `at`, and returns it as it is then. */
export async function applyDueTo(transaction: Transaction, record: VersionRecord, at: Instant): Promise<VersionRecord> {
  const steps = listChangesUntil(record, at)
  for (const step of steps) await saveChange(transaction, step)
  return steps.at(-1)?.record ?? record
}

/** Writes down what happened, and what follows from it at once: a version that closes with nobody inside is finished. */
export async function saveThenApplyDue(transaction: Transaction, change: RecordedChange, at: Instant): Promise<VersionRecord> {
  await saveChange(transaction, change)
  return applyDueTo(transaction, change.record, at)
}

/** In the order of time; what happened in the same moment in one that is the same in every store. */
const compareChronologically = (one: RecordedChange, other: RecordedChange): number =>
  one.entry.at - other.entry.at || compareText(one.record.id, other.record.id)

/** Makes every version as it is at `at`: whatever has happened by itself until then is written down, each change at its own moment. */
export async function applyDueTransitions(transaction: Transaction, at: Instant): Promise<void> {
  const due = (await transaction.due(at)).map((record) => ({ record, steps: listChangesUntil(record, at) }))
  for (const step of due.flatMap(({ steps }) => steps).toSorted(compareChronologically)) await saveChange(transaction, step)
  for (const { record, steps } of due) if (steps.length === 0) await transaction.put({ ...record, dueAt: findNextDueAt(record) })
}
