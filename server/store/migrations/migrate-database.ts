import type { Database } from '#server/store/tables.ts'
import { addressesOfJumps } from './addresses-of-jumps.ts'
import { commandFunctions } from './command-functions.ts'
import { coveringIndexes } from './covering-indexes.ts'
import { executions } from './walker/executions.ts'
import { executionsInTurn } from './walker/executions-in-turn.ts'
import { initialTables } from './initial-tables.ts'
import { runMigrations, type MigrateMode, type Schema } from './run-migrations.ts'
import { savedViews } from './saved-views.ts'
import { usedThings } from './used-things.ts'
import { walkerCleanUp } from './walker/walker-clean-up.ts'
import { walkerLookUps } from './walker/walker-look-ups.ts'
import { walkerTables } from './walker/walker-tables.ts'
import { webhookTables } from './webhook-tables.ts'

/** The tables of the store. A migration that was released is never changed. */
export const storeSchema: Schema = {
  table: 'kysely_migration',
  migrations: {
    '0001-initial-tables': initialTables,
    '0002-walker': walkerTables,
    '0003-used-things': usedThings,
    '0004-command-functions': commandFunctions,
    '0005-saved-views': savedViews,
    '0006-webhook-engine': webhookTables,
    '0007-addresses-of-jumps': addressesOfJumps,
    '0008-walker-clean-up': walkerCleanUp,
    '0009-walker-look-ups': walkerLookUps,
    '0010-executions': executions,
    '0011-executions-in-turn': executionsInTurn,
    '0012-covering-indexes': coveringIndexes,
  },
  oldestProgram: 2,
}

/** Brings the tables to this release, or only checks them. Throws with what failed, also as the cause. */
export const migrateDatabase = (database: Database, mode: MigrateMode = 'auto'): Promise<void> => runMigrations(database, storeSchema, mode)
