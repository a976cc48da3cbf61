import type { VersionRecord } from '#backend/store/records.ts'
import type { Status } from '#domain/lifecycle.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { createFlowRows } from './flow-rows.ts'
import { sumFrozen } from './journey-clock.ts'

/** What a status means to people: whether they may enter, whether those inside move, and whether they are held or halted. */
interface Movement {
  readonly accepts: boolean
  readonly moves: boolean
  readonly isPaused: boolean
  readonly isStopped: boolean
}

const still: Movement = { accepts: false, moves: false, isPaused: false, isStopped: false }

const movements: Readonly<Record<Status, Movement>> = {
  draft: still,
  test: still,
  live: { ...still, accepts: true, moves: true },
  paused: { ...still, isPaused: true },
  closed: { ...still, moves: true },
  stopped: { ...still, isStopped: true },
  finished: still,
}

/** The columns that follow from the facts of a version. */
const createColumns = (version: VersionRecord) => {
  const { accepts, moves, isPaused, isStopped } = movements[version.status]
  const columns = { status: version.status, accepts, moves, is_stopped: isStopped, stopped_at: version.stoppedAt }
  return { ...columns, frozen_for: sumFrozen(version, isPaused) }
}

/** Writes the fence and the flow of a version that people have not entered yet. Returns its key. */
async function insertFence(transaction: Database, version: VersionRecord): Promise<number> {
  const { key } = await transaction
    .insertInto('walker_versions')
    .values({
      version_id: encodeText(version.id),
      journey_id: encodeText(version.journeyId),
      ...createColumns(version),
      reentrance: version.reentrance,
      global_timeout: version.globalTimeout,
    })
    .returning('key')
    .executeTakeFirstOrThrow()
  const { activities, branches } = createFlowRows(key, version.flow)
  if (activities.length > 0) await transaction.insertInto('walker_activities').values(activities).execute()
  if (branches.length > 0) await transaction.insertInto('walker_branches').values(branches).execute()
  return key
}

/**
 * Takes the lock of a version alone until the transaction ends: what has passed the fence is committed, and nothing passes before the change is.
 * Resolves to the key of the version; `undefined` if it has no fence, and so no people. One round trip: the row is read by later statements.
 */
export async function closeFence(transaction: Database, versionId: string): Promise<number | undefined> {
  const { rows } = await sql<{ key: number }>`
    select key, walker_close_fence(key) from walker_versions where version_id = ${encodeText(versionId)}`.execute(transaction)
  return rows[0]?.key
}

/** What a fence says after a change of its version. */
export interface FenceChange {
  readonly versionKey: number
  readonly epoch: number
  readonly frozenFor: number
  /** Whether people could not enter the version before. */
  readonly isNew: boolean
}

/**
 * Writes what a version is now into its fence, and raises its epoch. Does nothing if that is what the fence says already. Resolves to the change;
 * `null` if there is none.
 */
export async function applyToFence(transaction: Database, version: VersionRecord): Promise<FenceChange | null> {
  if (version.publishedAt === null) return null
  const columns = createColumns(version)
  const versionKey = await closeFence(transaction, version.id)
  // Before the commit no other transaction finds the key of a new fence.
  if (versionKey === undefined)
    return { versionKey: await insertFence(transaction, version), epoch: 0, frozenFor: columns.frozen_for, isNew: true }
  const changed = await transaction
    .updateTable('walker_versions')
    .set({ ...columns, epoch: sql<number>`epoch + 1` })
    .where('key', '=', versionKey)
    .where(sql<boolean>`(status, frozen_for) is distinct from (${columns.status}, ${columns.frozen_for}::double precision)`)
    .returning('epoch')
    .executeTakeFirst()
  return changed ? { versionKey, epoch: changed.epoch, frozenFor: columns.frozen_for, isNew: false } : null
}
