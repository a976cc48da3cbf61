import type { VersionRecord } from '#backend/store/records.ts'
import { applyToFence } from '#server/engine/fence.ts'
import type { Database } from '#server/store/tables.ts'

/** The key of a version in the tables of the walker. */
export const findVersionKey = async (database: Database, id: string): Promise<number> =>
  (await database.selectFrom('walker_versions').select('key').where('version_id', '=', id).executeTakeFirstOrThrow()).key

/** Publishes a version, or changes it, as a transaction of the store does. */
export const applyVersion = (database: Database, version: VersionRecord): Promise<void> =>
  database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => void (await applyToFence(transaction, version)))
