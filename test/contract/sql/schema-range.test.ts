import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { migrateDatabase, storeSchema } from '#server/store/migrations/migrate-database.ts'
import { runMigrations, type Schema } from '#server/store/migrations/run-migrations.ts'
import { openPglite, type OpenDatabase } from '#server/store/open-database.ts'
import { readEmptyCluster } from './support/empty-cluster.ts'
import { nextProgram, nextSchema } from './support/next-release.ts'

let opened: OpenDatabase
beforeAll(async () => {
  opened = await openPglite(undefined, await readEmptyCluster())
})
beforeEach(async () => {
  for (const statement of ['drop schema public cascade', 'create schema public']) await sql.raw(statement).execute(opened.database)
})
afterAll(() => opened.close())

const names = Object.keys(storeSchema.migrations).toSorted()
const program = Number.parseInt(names.at(-1)!, 10)

/** The tables of the release before this one. */
const previousSchema: Schema = {
  ...storeSchema,
  migrations: Object.fromEntries(Object.entries(storeSchema.migrations).filter(([name]) => name !== names.at(-1))),
}

const readMigrations = async () =>
  (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(opened.database)).rows
const readRanges = async () => (await sql`select * from schema_ranges`.execute(opened.database)).rows

test.each(['auto', 'never'] as const)(
  'a program that newer tables still allow starts beside them, and leaves them alone (%s)',
  async (mode) => {
    await runMigrations(opened.database, nextSchema, 'auto')
    const before = [await readMigrations(), await readRanges()]

    await migrateDatabase(opened.database, mode)

    expect([await readMigrations(), await readRanges()]).toEqual(before)
    expect(before[0]).toHaveLength(names.length + 1)
    expect(before[1]).toEqual([{ migrations: 'kysely_migration', newest: nextProgram, oldest: storeSchema.oldestProgram }])
  },
)

test.each(['auto', 'never'] as const)('a program that newer tables do not allow says what to run (%s)', async (mode) => {
  await runMigrations(opened.database, { ...nextSchema, oldestProgram: nextProgram }, 'auto')

  await expect(migrateDatabase(opened.database, mode)).rejects.toThrow(
    `The tables are at schema 9000, which programs from schema 9000 on understand, and this program is at ${program}: run the newest release.`,
  )
})

test('a program that may not bring older tables up to date says what to run', async () => {
  await runMigrations(opened.database, previousSchema, 'auto')

  await expect(migrateDatabase(opened.database, 'never')).rejects.toThrow(
    `and this program needs ${program}: start one replica with MIGRATE=auto first.`,
  )
  await migrateDatabase(opened.database)
  await migrateDatabase(opened.database, 'never')
})

test.each(['no tables', 'tables of a release before the ranges'])(
  'a program that may not migrate refuses %s, and says what to run',
  async (found) => {
    if (found !== 'no tables') {
      await migrateDatabase(opened.database)
      await sql`drop table schema_ranges`.execute(opened.database)
    }

    await expect(migrateDatabase(opened.database, 'never')).rejects.toThrow(
      `The tables of schema ${program}, which this program needs, are not there, or have not said who understands them: start one replica with MIGRATE=auto first.`,
    )
  },
)

test('tables that a release before the ranges has made are brought up to date', async () => {
  const migrator = new Migrator({ db: opened.database, provider: { getMigrations: async () => previousSchema.migrations } })
  expect((await migrator.migrateToLatest()).error).toBeUndefined()

  await migrateDatabase(opened.database)

  expect(await readMigrations()).toEqual(names.map((name) => ({ name })))
  expect(await readRanges()).toEqual([{ migrations: 'kysely_migration', newest: program, oldest: storeSchema.oldestProgram }])
})

test('a migration that fails leaves the tables and their range as they were', async () => {
  await migrateDatabase(opened.database)
  const before = [await readMigrations(), await readRanges()]
  const failing: Schema = {
    ...nextSchema,
    migrations: {
      ...nextSchema.migrations,
      '9001-fails': { up: async (database) => void (await sql`create table versions ()`.execute(database)) },
    },
  }

  await expect(runMigrations(opened.database, failing, 'auto')).rejects.toThrow(
    'The tables could not be brought to this release: relation "versions" already exists.',
  )

  expect([await readMigrations(), await readRanges()]).toEqual(before)
})

test('tables with a migration that no release has are refused', async () => {
  await migrateDatabase(opened.database)
  await sql`insert into kysely_migration values ('0000-other', '2026-01-01T00:00:00.000Z')`.execute(opened.database)

  await expect(migrateDatabase(opened.database)).rejects.toThrow(
    'The tables could not be brought to this release: the migration 0000-other was made, which this program does not know.',
  )
})
