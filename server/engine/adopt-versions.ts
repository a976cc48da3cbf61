import type { Engine } from '#backend/engine/engine.ts'
import type { Store } from '#backend/store/store.ts'
import { getCurrentTransaction } from '#server/store/current-transaction.ts'
import { decodeText } from '#server/store/encode-text.ts'
import { endAtFailure, serveEach } from './serve-each.ts'

/** The open versions without a fence. */
const listMissing = (store: Store): Promise<readonly { readonly id: string }[]> =>
  store.write(async (transaction) => {
    const rows = await getCurrentTransaction()?.selectFrom('walker_versions').select('version_id').execute()
    const known = new Set(rows?.map(({ version_id }) => decodeText(version_id)))
    return (await transaction.openVersions()).filter(({ id }) => !known.has(id))
  })

/**
 * Gives a fence to the open versions that were published before the walker was used, each in a transaction of its own. They begin without people.
 * Resolves to whether all of them have one. A version that gets none ends the run by default. While one is tried, no one else writes: at most until
 * its statement times out.
 */
export async function adoptVersions(store: Store, engine: Engine, outcomes = endAtFailure): Promise<boolean> {
  const adopt = ({ id }: { readonly id: string }) =>
    store.write(async (transaction) => {
      const version = await transaction.version(id)
      if (version) await engine.applyChange(version)
    })
  return serveEach('adoption', await listMissing(store), adopt, outcomes)
}
