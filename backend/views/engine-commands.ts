import { maxEngineCommands, type EngineCommands } from '#api/contract/engine/engine-commands.ts'
import type { Session } from '#api/contract/session.ts'
import type { Environment } from '#backend/environment.ts'
import { findWithheld } from '#domain/rights.ts'
import { toIso } from './serializers.ts'

/** The commands that the engine has not accepted, with the names of their versions, and whether `session` may replay them. */
export async function loadEngineCommands({ store, outbox, clock }: Environment, session: Session): Promise<EngineCommands> {
  const { commands, total, waiting } = (await outbox?.listDead(maxEngineCommands)) ?? { commands: [], total: 0, waiting: 0 }
  const cleanups = (await outbox?.listCleanups()) ?? []
  const ids = [...new Set([...commands, ...cleanups].map(({ versionId }) => versionId))]
  const records = ids.length === 0 ? [] : await store.read((reader) => reader.versions(ids))
  const byId = new Map(
    records.map(({ id, name, number, deletedAt, team }) => [
      id,
      {
        id,
        name,
        number,
        ...(deletedAt !== null && { deleted: true }),
        ...(findWithheld(team, session).includes('publish') && { otherTeam: true }),
      },
    ]),
  )
  return {
    asOf: toIso(clock()),
    hasOutbox: outbox !== undefined,
    items: commands.flatMap(({ versionId, at, ...command }) => {
      const version = byId.get(versionId)
      return version ? [{ ...command, version, at: toIso(at) }] : []
    }),
    total,
    waiting,
    cleanups: cleanups.flatMap(({ versionId, asOf, ...counts }) => {
      const version = byId.get(versionId)
      return version ? [{ ...counts, version, asOf: toIso(asOf) }] : []
    }),
  }
}
