import type { Engine } from '#backend/engine/engine.ts'
import type { Store } from '#backend/store/store.ts'
import { getCurrentTransaction } from '#server/store/current-transaction.ts'
import { decodeText } from '#server/store/encode-text.ts'
import { serveEach, throwFailure } from './serve-each.ts'

/** The open versions without a fence. */
const listMissing = (store: Store): Promise<readonly { readonly id: string }[]> =>
  store.write(async (transaction) => {
    const rows = await getCurrentTransaction()?.selectFrom('walker_versions').select('version_id').execute()
    const known = new Set(rows?.map(({ version_id }) => decodeText(version_id)))
    return (await transaction.openVersions()).filter(({ id }) => !known.has(id))
  })

/**
 * Gives a fence to the open versions that were published before the walker was used, each in a transaction of its own. They begin without people.
 * Resolves to whether all of them have one. `report`: called with why a version gets none; by default that ends the run.
 */
export async function adoptVersions(store: Store, engine: Engine, report = throwFailure): Promise<boolean> {
  const adopt = ({ id }: { readonly id: string }) =>
    store.write(async (transaction) => {
      const version = await transaction.version(id)
      if (version) await engine.applyChange(version)
    })
  return serveEach('adoption', await listMissing(store), adopt, report)
}
