import type { Engine } from '#backend/engine/engine.ts'
import type { Store } from '#backend/store/store.ts'
import { getCurrentTransaction } from '#server/store/current-transaction.ts'
import { decodeText } from '#server/store/encode-text.ts'

/** Gives a fence to the open versions that were published before the walker was used. They begin without people. Resolves to how many. */
export function adoptVersions(store: Store, engine: Engine): Promise<number> {
  return store.write(async (transaction) => {
    const rows = await getCurrentTransaction()?.selectFrom('walker_versions').select('version_id').execute()
    const known = new Set(rows?.map(({ version_id }) => decodeText(version_id)))
    const missing = (await transaction.openVersions()).map(({ id }) => id).filter((id) => !known.has(id))
    for (const version of await transaction.versions(missing)) await engine.applyChange(version)
    return missing.length
  })
}
