import type { Database } from '#server/store/tables.ts'
import { initialTables } from './initial-tables.ts'
import { runMigrations, type MigrateMode, type Schema } from './run-migrations.ts'
import { walkerTables } from './walker-tables.ts'

/** The tables of the store. */
export const storeSchema: Schema = {
  table: 'kysely_migration',
  migrations: { '0001-initial-tables': initialTables, '0002-walker': walkerTables },
  oldestProgram: 2,
}

/** Brings the tables to this release, or only checks them. Throws with what failed, also as the cause. */
export const migrateDatabase = (database: Database, mode: MigrateMode = 'auto'): Promise<void> => runMigrations(database, storeSchema, mode)
