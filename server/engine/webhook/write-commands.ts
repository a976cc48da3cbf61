import type { VersionRecord } from '#backend/store/records.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { FenceChange } from '#server/engine/fence.ts'
import { encodeJson } from '#server/store/encode-json.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database, Tables } from '#server/store/tables.ts'
import type { ExpressionBuilder } from 'kysely'

/** What an engine elsewhere is told to do. */
export type CommandType = Tables['engine_commands']['type']

/** The command that brings a published version to a status. `null`: there is none; the engine itself has reported that everyone has left. */
const commandTypes: Readonly<Record<Status, CommandType | null>> = {
  draft: null,
  test: null,
  live: 'unfreeze',
  paused: 'freeze',
  closed: 'close',
  stopped: 'stop',
  finished: null,
}

/** Whether the engine is told that a version is in its status. */
export const hasCommand = ({ status }: VersionRecord): boolean => commandTypes[status] !== null

/** The commands of a change, in order. An engine that does not know the version yet gets it first, unless nobody may enter it any more. */
function listTypes({ status }: VersionRecord, { isNew }: FenceChange): readonly CommandType[] {
  const type = commandTypes[status]
  if (type === null) return []
  if (!isNew || type === 'stop') return [type]
  return type === 'unfreeze' ? ['publish'] : ['publish', type]
}

/** What the engine has to know of a version that was published. Durations without end are `null`. */
const describeVersion = ({ number, reentrance, globalTimeout, flow }: VersionRecord) => ({
  number,
  reentrance,
  globalTimeout,
  flow: { entry: flow.entry, activities: flow.activities },
})

/**
 * Writes the commands of a change in its transaction: they leave if it is committed, and only then. Each has an epoch of its own. Commands of the journey that wait for another
 * attempt are tried at once, because the new ones wait for them. A stop supersedes those of its version: they are deleted, and the engine drops one that is under way by its epoch.
 */
export async function writeCommands(transaction: Database, version: VersionRecord, change: FenceChange, at: Instant): Promise<void> {
  const { frozenFor } = change
  const [journey_id, version_id] = [encodeText(version.journeyId), encodeText(version.id)]
  const types = listTypes(version, change)
  const rows = types.map((type, nth) => {
    const epoch = change.epoch + nth
    const facts = { type, epoch, journeyId: version.journeyId, versionId: version.id, at, status: version.status, frozenFor }
    const body = encodeJson(type === 'publish' ? { ...facts, version: describeVersion(version) } : facts)
    return { journey_id, version_id, type, epoch, at, body, next_at: at }
  })
  if (rows.length === 0) return
  const isPending = (is: ExpressionBuilder<Tables, 'engine_commands'>) => is.and({ journey_id, state: 'pending' })
  if (types.includes('stop'))
    await transaction.deleteFrom('engine_commands').where(isPending).where('version_id', '=', version_id).execute()
  await transaction.updateTable('engine_commands').set({ next_at: at }).where(isPending).where('next_at', '>', at).execute()
  await transaction.insertInto('engine_commands').values(rows).execute()
  const epoch = change.epoch + rows.length - 1
  if (epoch > change.epoch) await transaction.updateTable('walker_versions').set({ epoch }).where('key', '=', change.versionKey).execute()
}
