import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Tables that are migrated together. */
export interface Schema {
  /** The table with the names of the migrations that were made. */
  readonly table: string
  /** By names that begin with their numbers. A migration that was released is never changed. The largest number is that of the program. */
  readonly migrations: Readonly<Record<string, Migration>>
  /** Programs from this number on understand the tables. A release that takes away what an earlier one needs sets it to the first number that does without. */
  readonly oldestProgram: number
}

/** `auto` brings the tables up to date, `never` only checks whether this program understands them. */
export type MigrateMode = 'auto' | 'never'

/** The range of the tables: the number of the program that has changed them last, and that of the oldest one that understands them. */
interface SchemaRange {
  readonly newest: number
  readonly oldest: number
}

/** The lock of Kysely's migrator, which earlier releases used. It ends with the transaction, so that it also holds behind a pooler. */
const lockId = '3853314791062309107'

const getProgram = ({ migrations }: Schema): number => Math.max(...Object.keys(migrations).map((name) => Number.parseInt(name, 10)))

/** The range of the tables; `undefined` if no program has written it so far. */
async function readRange<T>(database: Kysely<T>, { table }: Schema): Promise<SchemaRange | undefined> {
  const found = await sql<{ isThere: boolean }>`select to_regclass('schema_ranges') is not null as "isThere"`.execute(database)
  if (found.rows[0]?.isThere !== true) return undefined
  const { rows } = await sql<SchemaRange>`select newest, oldest from schema_ranges where migrations = ${table}`.execute(database)
  return rows[0]
}

/** Throws a sentence that says what to run, if a program does not understand tables that it does not change. */
function checkRange(program: number, range: SchemaRange): void {
  if (program < range.oldest)
    throw new Error(
      `The tables are at schema ${range.newest}, which programs from schema ${range.oldest} on understand, and this program is at ${program}: run the newest release.`,
    )
  if (program > range.newest)
    throw new Error(
      `The tables are at schema ${range.newest}, and this program needs ${program}: start one replica with MIGRATE=auto first.`,
    )
}

/** Makes the migrations that are missing. */
async function makeMigrations<T>(database: Kysely<T>, { table, migrations }: Schema): Promise<void> {
  const name = sql.table(table)
  await sql`create table if not exists ${name} (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(database)
  const { rows } = await sql<{ name: string }>`select name from ${name}`.execute(database)
  const made = new Set(rows.map((row) => row.name))
  const unknown = [...made].find((each) => !Object.hasOwn(migrations, each))
  if (unknown !== undefined) throw new Error(`the migration ${unknown} was made, which this program does not know`)
  for (const each of Object.keys(migrations).toSorted()) {
    if (made.has(each)) continue
    await migrations[each]?.up(database)
    await sql`insert into ${name} values (${each}, ${new Date().toISOString()})`.execute(database)
  }
}

async function writeRange<T>(database: Kysely<T>, { table, oldestProgram }: Schema, program: number): Promise<void> {
  await sql`create table if not exists schema_ranges (migrations text primary key, newest integer not null, oldest integer not null)`.execute(
    database,
  )
  await sql`insert into schema_ranges values (${table}, ${program}, ${oldestProgram})
    on conflict (migrations) do update set newest = excluded.newest, oldest = excluded.oldest`.execute(database)
}

/**
 * Brings tables to this release, in one transaction. Of several programs at the same time one does it, and the others wait. A program beside newer
 * tables leaves them as they are. Throws if it does not understand them.
 */
export async function runMigrations<T>(database: Kysely<T>, schema: Schema, mode: MigrateMode): Promise<void> {
  const program = getProgram(schema)
  if (mode === 'never') {
    const range = await readRange(database, schema)
    if (range) return checkRange(program, range)
    throw new Error(
      `The tables of schema ${program}, which this program needs, are not there, or have not said who understands them: start one replica with MIGRATE=auto first.`,
    )
  }
  await database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      // Behind a pooler the connection may have the limit of a replica.
      await sql`set local statement_timeout = 0`.execute(transaction)
      await sql`select pg_advisory_xact_lock(${sql.lit(lockId)})`.execute(transaction)
      const range = await readRange(transaction, schema)
      if (range && range.newest > program) return checkRange(program, range)
      try {
        await makeMigrations(transaction, schema)
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown'
        throw new Error(`The tables could not be brought to this release: ${reason}.`, { cause: error })
      }
      await writeRange(transaction, schema, program)
    })
}
