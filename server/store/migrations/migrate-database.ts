import { Migrator } from 'kysely/migration'
import type { Database } from '#server/store/tables.ts'
import { initialTables } from './initial-tables.ts'
import { walkerCleanUp } from './walker-clean-up.ts'
import { walkerLookUps } from './walker-look-ups.ts'
import { walkerTables } from './walker-tables.ts'

/** All migrations, in the order of their names. A migration that was released is never changed. */
const migrations = {
  '0001-initial-tables': initialTables,
  '0002-walker': walkerTables,
  '0007-walker-clean-up': walkerCleanUp,
  '0008-walker-look-ups': walkerLookUps,
}

/** Brings the tables to this release. Of several programs at the same time one does it, and the others wait. Throws with what failed, also as the cause. */
export async function migrateDatabase(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  const reason = error instanceof Error ? error.message : 'unknown'
  throw new Error(`The tables could not be brought to this release: ${reason}.`, { cause: error })
}
