import type { Person } from '#api/contract/primitives.ts'
import type { Action } from '#domain/lifecycle.ts'
import { supersede } from '#domain/automatic-transitions.ts'
import { carryOut, type LifeAction } from '#domain/transitions.ts'
import type { Instant } from '#domain/version.ts'
import { draftFrom, type Birth } from './create-draft.ts'
import { entryFor, happen, type Happens } from '#backend/history/record-change.ts'
import type { Body, Intent } from './command-request.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { save, saveAndSettle, settleOne } from '#backend/history/apply-due-transitions.ts'
import type { Transaction } from '#backend/store/store.ts'

/** Who does something to what, and when. It is allowed. */
export interface Deed {
  readonly transaction: Transaction
  readonly record: VersionRecord
  readonly by: Person
  readonly at: Instant
  readonly newId: () => string
}

type Deeds = { readonly [A in Action]: (deed: Deed, body: Body<A>) => Promise<VersionRecord> }

const day = 86_400_000

/** Lets an action change the life of the version. */
const change = (deed: Deed, what: LifeAction, why: Pick<Happens, 'reason' | 'note'> = {}, pauseFor?: number): Promise<VersionRecord> => {
  const { transaction, record, by, at } = deed
  return saveAndSettle(transaction, happen(record, { what, at, by, ...why, version: carryOut(record, what, at, pauseFor) }), at)
}

const deeds: Deeds = {
  publish: async ({ transaction, record, by, at }) => {
    const published = happen(record, { what: 'publish', at, by, version: { ...carryOut(record, 'publish', at), publishedBy: by } })
    await save(transaction, published)
    for (const older of await transaction.versionsOf(record.journeyId)) {
      const closes = older.number < record.number ? supersede(older, at) : null
      if (closes) await saveAndSettle(transaction, happen(older, { ...closes, what: 'close' }), at)
    }
    return settleOne(transaction, published.record, at)
  },
  pause: (deed, { days }) => change(deed, 'pause', {}, days * day),
  resume: (deed) => change(deed, 'resume'),
  close: (deed, why) => change(deed, 'close', why),
  stop: (deed, why) => change(deed, 'stop', why),
  createVersion: async (deed) => {
    const { transaction, record, by, at } = deed
    const [highest = record] = await transaction.everyVersionOf(record.journeyId)
    const number = highest.number + 1
    await transaction.append(entryFor(record, { what: 'createVersion', at, by, version: record }))
    await transaction.put({ ...record, latest: false, revision: record.revision + 1 })
    return begin(deed, { number })
  },
  duplicate: async (deed, { name }) => {
    const { transaction, record, by, at } = deed
    await transaction.append(entryFor(record, { what: 'duplicate', at, by, version: record }))
    return begin(deed, { name, journeyId: deed.newId(), number: 1 })
  },
  delete: async ({ transaction, record, by, at }) => {
    const gone = happen(record, { what: 'delete', at, by, version: { ...record, latest: false, deletedAt: at } })
    await save(transaction, gone)
    const [newest] = await transaction.versionsOf(record.journeyId)
    if (record.latest && newest) await transaction.put({ ...newest, latest: true, revision: newest.revision + 1 })
    return gone.record
  },
}

/** Writes down a new draft made from the version. */
async function begin(
  { transaction, record, by, at, newId }: Deed,
  parts: Pick<Birth, 'number' | 'journeyId' | 'name'>,
): Promise<VersionRecord> {
  const { draft, entry } = draftFrom(record, { id: newId(), createdAt: at, createdBy: by, ...parts })
  await transaction.append(entry)
  await transaction.put(draft)
  return draft
}

/** Does what is asked, with everything that follows from it, and returns the version to answer with: a new one if it made one. */
export const carryOutAction = <A extends Action>({ action, body }: Intent<A>, deed: Deed): Promise<VersionRecord> =>
  deeds[action](deed, body)
