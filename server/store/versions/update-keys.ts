import { keysVersion } from '#backend/store/keys/stored-version.ts'
import { runInTurn } from '#server/store/run-in-turn.ts'
import type { Database } from '#server/store/tables.ts'
import { createVersionRow } from './version-row.ts'

/** How many versions are written in one transaction, so that others have their turn in between. */
const versionsAtOnce = 200

/** Derives the keys of the next versions that have those of an earlier release. Returns whether there were any. */
const updateNext = (database: Database): Promise<boolean> =>
  runInTurn(database, async (transaction) => {
    const outdated = transaction.selectFrom('versions').select('record').where('keys_version', '<', keysVersion).limit(versionsAtOnce)
    const found = await outdated.execute()
    for (const { record } of found) {
      const { id, ...columns } = createVersionRow(record)
      await transaction.updateTable('versions').set(columns).where('id', '=', id).execute()
    }
    return found.length > 0
  })

/** Derives the keys of all versions that an earlier release has written, from their records. */
export async function updateKeys(database: Database): Promise<void> {
  while (await updateNext(database));
}
