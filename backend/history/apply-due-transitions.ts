import type { Happening } from '#api/contract/history.ts'
import { changesBy, type Cause } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import { dueAt, happen, type Happened } from './record-change.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Transaction } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'

const causing: Readonly<Record<Cause, Happening>> = {
  pauseOver: 'resume',
  endDate: 'close',
  newerVersion: 'close',
  drained: 'finish',
  globalTimeout: 'finish',
}

/** What has happened to a version by itself by `at`, step by step. */
function stepsBy(record: VersionRecord, at: Instant): readonly Happened[] {
  const steps: Happened[] = []
  for (const change of changesBy(record, at)) {
    steps.push(happen(steps.at(-1)?.record ?? record, { ...change, what: causing[change.cause] }))
  }
  return steps
}

/** Writes down what happened. */
export async function save(transaction: Transaction, { record, entry }: Happened): Promise<void> {
  await transaction.append(entry)
  await transaction.put(record)
}

/** Writes down what has happened to one version by itself by `at`, and returns it as it is then. */
export async function settleOne(transaction: Transaction, record: VersionRecord, at: Instant): Promise<VersionRecord> {
  const steps = stepsBy(record, at)
  for (const step of steps) await save(transaction, step)
  return steps.at(-1)?.record ?? record
}

/** Writes down what happened, and what follows from it at once: a version that closes with nobody inside is finished. */
export async function saveAndSettle(transaction: Transaction, happened: Happened, at: Instant): Promise<VersionRecord> {
  await save(transaction, happened)
  return settleOne(transaction, happened.record, at)
}

/** In the order of time; what happened in the same moment in one that is the same in every store. */
const byMoment = (one: Happened, other: Happened): number => one.entry.at - other.entry.at || compareText(one.record.id, other.record.id)

/** Makes every version as it is at `at`: whatever has happened by itself until then is written down, each change at its own moment. */
export async function settle(transaction: Transaction, at: Instant): Promise<void> {
  const due = (await transaction.due(at)).map((record) => ({ record, steps: stepsBy(record, at) }))
  for (const step of due.flatMap(({ steps }) => steps).toSorted(byMoment)) await save(transaction, step)
  for (const { record, steps } of due) if (steps.length === 0) await transaction.put({ ...record, dueAt: dueAt(record) })
}
