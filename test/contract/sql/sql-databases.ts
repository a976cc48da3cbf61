import { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll } from 'vitest'
import type { Seed, Store } from '#backend/store/store.ts'
import { fillStore } from '#server/store/fill-store.ts'
import { migrateDatabase } from '#server/store/migrations/migrate-database.ts'
import { openPglite, openPostgres, type OpenDatabase } from '#server/store/open-database.ts'
import type { WriteIsolation } from '#server/store/run-in-turn.ts'
import { createSqlStore } from '#server/store/sql-store.ts'
import type { Database } from '#server/store/tables.ts'
import { startPostgresql } from './postgresql-cluster.ts'

/** Empties all tables, and begins a new history. No program but a test can do that: the history is append-only. */
export async function clearDatabase(database: Database): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction)
    await sql`truncate walker_versions, walker_activities, walker_branches, walker_people, walker_entrances, walker_jumps, walker_messages,
      walker_counts, walker_hours`.execute(transaction)
    for (const table of ['versions', 'version_counts', 'history', 'idempotency_records', 'preflights', 'batches', 'batch_items'] as const)
      await transaction.deleteFrom(table).execute()
    const epoch = sql<string>`md5(epoch)`
    const last_hash = sql<string>`encode(sha256(convert_to(${epoch}, 'UTF8')), 'hex')`
    await transaction.updateTable('store_state').set({ epoch, last_sequence: 0, last_hash }).execute()
  })
}

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
function prepareDatabase(name: string, open: () => Promise<OpenDatabase & { readonly url?: string }>): TestDatabase {
  let opened: Awaited<ReturnType<typeof open>> | undefined
  beforeAll(async () => {
    opened = await open()
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
      return createSqlStore(database(), () => undefined, isolation)
    },
  }
}

/**
 * An empty cluster of PGlite, which takes nine times as long to create as to load. It is kept between test files and runs, a file for each release
 * of PGlite.
 */
async function readEmptyCluster(): Promise<Blob> {
  const { version } = JSON.parse(await readFile('node_modules/@electric-sql/pglite/package.json', 'utf8')) as { readonly version: string }
  const path = `node_modules/.cache/pglite-${version}.tar`
  if (!existsSync(path)) {
    const pglite = await PGlite.create()
    const cluster = await pglite.dumpDataDir('none')
    await pglite.close()
    await mkdir('node_modules/.cache', { recursive: true })
    // Renamed when it is whole: another file may look for it meanwhile.
    await writeFile(`${path}.${process.pid}`, cluster.stream())
    await rename(`${path}.${process.pid}`, path)
  }
  return new Blob([await readFile(path)])
}

/** PostgreSQL within this process, for the tests of a file. */
export const preparePglite = (): TestDatabase => prepareDatabase('PGlite', async () => openPglite(undefined, await readEmptyCluster()))

/** A database of a PostgreSQL cluster, for the tests of a file. */
export const preparePostgresql = (): TestDatabase =>
  prepareDatabase('PostgreSQL', async () => {
    const cluster = await startPostgresql()
    const url = await cluster.createDatabase()
    const { database, close } = openPostgres(url, (error) => {
      throw error
    })
    return {
      database,
      url,
      close: async () => {
        await close()
        await cluster.stop()
      },
    }
  })
