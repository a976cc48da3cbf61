import type { User } from '#api/contract/primitives.ts'
import type { Action } from '#domain/lifecycle.ts'
import { supersede } from '#domain/automatic-transitions.ts'
import { applyAction, type LifecycleAction } from '#domain/transitions.ts'
import type { Instant } from '#domain/version.ts'
import { createDraftFrom, type DraftInit } from './create-draft.ts'
import { createHistoryEntry, recordChange, type ChangeInput } from '#backend/history/record-change.ts'
import type { CommandBody, Command } from './command-request.ts'
import type { Engine } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { saveChange, saveThenApplyDue, applyDueTo } from '#backend/history/due-transitions.ts'
import type { Transaction } from '#backend/store/store.ts'

/** The context of an allowed action: transaction, engine, version, actor and time. */
export interface ActionContext {
  readonly transaction: Transaction
  readonly engine: Engine
  readonly record: VersionRecord
  readonly actor: User
  readonly at: Instant
  readonly newId: () => string
  /** The batch that the ending is part of. */
  readonly batchId?: string
}

type ActionHandlers = { readonly [A in Action]: (context: ActionContext, body: CommandBody<A>) => Promise<VersionRecord> }

const day = 86_400_000

/** Handles an action that is a transition of the version itself. */
const changeLifecycle = async (
  context: ActionContext,
  type: LifecycleAction,
  details: Pick<ChangeInput, 'reason' | 'note'> = {},
  pauseFor?: number,
): Promise<VersionRecord> => {
  const { transaction, engine, record, actor, at, batchId } = context
  await engine.fence(record)
  const version = applyAction(record, type, at, pauseFor)
  const change = await recordChange(engine, record, { type, at, actor, ...details, ...(batchId !== undefined && { batchId }), version })
  return saveThenApplyDue(transaction, engine, change, at)
}

const handlers: ActionHandlers = {
  publish: async ({ transaction, engine, record, actor, at }) => {
    const version = { ...applyAction(record, 'publish', at), publishedBy: actor }
    const published = await recordChange(engine, record, { type: 'publish', at, actor, version })
    await saveChange(transaction, engine, published)
    for (const older of await transaction.versionsOf(record.journeyId)) {
      const closes = older.number < record.number ? supersede(older, at) : null
      if (!closes) continue
      await engine.fence(older)
      await saveThenApplyDue(transaction, engine, await recordChange(engine, older, { ...closes, type: 'close' }), at)
    }
    return applyDueTo(transaction, engine, published.record, at)
  },
  pause: (context, { days }) => changeLifecycle(context, 'pause', {}, days * day),
  resume: (context) => changeLifecycle(context, 'resume'),
  close: (context, details) => changeLifecycle(context, 'close', details),
  stop: (context, details) => changeLifecycle(context, 'stop', details),
  createVersion: async (context) => {
    const { transaction, engine, record, actor, at } = context
    const [highest = record] = await transaction.allVersionsOf(record.journeyId)
    const number = highest.number + 1
    await transaction.append(await createHistoryEntry(engine, record, { type: 'createVersion', at, actor, version: record }))
    await transaction.update({ ...record, latest: false, revision: record.revision + 1 }, record.revision)
    return createDraft(context, { number })
  },
  duplicate: async (context, { name }) => {
    const { transaction, engine, record, actor, at } = context
    await transaction.append(await createHistoryEntry(engine, record, { type: 'duplicate', at, actor, version: record }))
    return createDraft(context, { name, journeyId: context.newId(), number: 1 })
  },
  delete: async ({ transaction, engine, record, actor, at }) => {
    const version = { ...record, latest: false, deletedAt: at }
    const deleted = await recordChange(engine, record, { type: 'delete', at, actor, version })
    await saveChange(transaction, engine, deleted)
    const [newest] = await transaction.versionsOf(record.journeyId)
    if (record.latest && newest) await transaction.update({ ...newest, latest: true, revision: newest.revision + 1 }, newest.revision)
    return deleted.record
  },
}

/** Saves a new draft made from the version. */
async function createDraft(
  { transaction, record, actor, at, newId }: ActionContext,
  parts: Pick<DraftInit, 'number' | 'journeyId' | 'name'>,
): Promise<VersionRecord> {
  const { draft, entry } = createDraftFrom(record, { id: newId(), createdAt: at, createdBy: actor, ...parts })
  await transaction.append(entry)
  await transaction.insert(draft)
  return draft
}

/**
 * Executes an allowed command, with the transitions that follow at once. Returns the version for the response: the new draft if the action
 * created one.
 */
export const handleAction = <A extends Action>(
  { action, body }: Pick<Command<A>, 'action' | 'body'>,
  context: ActionContext,
): Promise<VersionRecord> => handlers[action](context, body)
