import { maxEngineCommands, type EngineCommands } from '#api/contract/engine/engine-commands.ts'
import type { Environment } from '#backend/environment.ts'
import { toIso } from './serializers.ts'

/** The commands that the engine has not accepted, with the names of their versions. */
export async function loadEngineCommands({ store, outbox, clock }: Environment): Promise<EngineCommands> {
  const { commands, total, waiting } = (await outbox?.listDead(maxEngineCommands)) ?? { commands: [], total: 0, waiting: 0 }
  const cleanups = (await outbox?.listCleanups()) ?? []
  const ids = [...new Set([...commands, ...cleanups].map(({ versionId }) => versionId))]
  const records = ids.length === 0 ? [] : await store.read((reader) => reader.versions(ids))
  const byId = new Map(records.map(({ id, name, number }) => [id, { id, name, number }]))
  return {
    asOf: toIso(clock()),
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
