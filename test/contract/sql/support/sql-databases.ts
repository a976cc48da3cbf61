import { afterAll, beforeAll } from 'vitest'
import type { Seed, Store } from '#backend/store/store.ts'
import { fillStore } from '#server/store/fill-store.ts'
import { migrateDatabase, storeSchema } from '#server/store/migrations/migrate-database.ts'
import { runMigrations, type Schema } from '#server/store/migrations/run-migrations.ts'
import { openPglite, openPostgres, type OpenDatabase } from '#server/store/open-database.ts'
import type { WriteIsolation } from '#server/store/run-in-turn.ts'
import { createSqlStore } from '#server/store/sql-store.ts'
import type { Database } from '#server/store/tables.ts'
import { clearDatabase } from './clear-database.ts'
import { readEmptyCluster } from './empty-cluster.ts'
import { startPgbouncer, type Pooler } from './pgbouncer.ts'
import { startPostgresql } from './postgresql-cluster.ts'

/** Databases that the tests of a file use one after the other. */
export interface TestDatabase {
  readonly name: string
  /** The database, migrated. Only within a test. */
  readonly database: () => Database
  /** The address of the database; `undefined` for PGlite. */
  readonly url: () => string | undefined
  /** A store with these contents, in place of the one before. */
  readonly openStore: (seed: Seed, isolation?: WriteIsolation) => Promise<Store>
}

/** Opens a database before the tests of a file, and closes it after them. */
function prepareDatabase(
  name: string,
  open: () => Promise<OpenDatabase & { readonly url?: string }>,
  schema: Schema = storeSchema,
): TestDatabase {
  let opened: Awaited<ReturnType<typeof open>> | undefined
  beforeAll(async () => {
    opened = await open()
    await runMigrations(opened.database, schema, 'auto')
    await migrateDatabase(opened.database)
  })
  afterAll(() => opened?.close())
  const database = () => {
    if (!opened) throw new Error('The database is open only within a test.')
    return opened.database
  }
  return {
    name,
    database,
    url: () => opened?.url,
    openStore: async (seed, isolation) => {
      await clearDatabase(database())
      await fillStore(database(), seed)
      return createSqlStore(opened!, () => undefined, isolation)
    },
  }
}

/** PostgreSQL within this process, for the tests of a file. */
export const preparePglite = (): TestDatabase => prepareDatabase('PGlite', async () => openPglite(undefined, await readEmptyCluster()))

/** Starts a cluster, and opens a database of it: at its address, or at that of what `connect` puts in front of it. */
async function openCluster(connect: (url: string) => Promise<Pooler>): Promise<OpenDatabase & { readonly url: string }> {
  const cluster = await startPostgresql()
  const pooler = await connect(await cluster.createDatabase())
  const { close, ...postgres } = openPostgres(pooler.url, (error) => {
    throw error
  })
  return {
    ...postgres,
    url: pooler.url,
    close: async () => {
      await close()
      await pooler.stop()
      await cluster.stop()
    },
  }
}

/** A database of a PostgreSQL cluster, for the tests of a file. `schema`: its tables, if they are not those of this release. */
export const preparePostgresql = (schema?: Schema): TestDatabase =>
  prepareDatabase('PostgreSQL', () => openCluster(async (url) => ({ url, stop: async () => {} })), schema)

/** The same behind PgBouncer, which gives a connection to each transaction. */
export const preparePgbouncer = (): TestDatabase => prepareDatabase('PostgreSQL behind PgBouncer', () => openCluster(startPgbouncer))
