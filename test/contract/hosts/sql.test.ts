import { nextSchema } from '#test/contract/sql/support/next-release.ts'
import { preparePgbouncer, preparePostgresql, type TestDatabase } from '#test/contract/sql/support/sql-databases.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { testContract } from '#test/contract/suite/suite.ts'
import { sampleCases } from '#test/support/test-size.ts'

// The first one at every size: a program is used beside the tables of the next release as on its own.
const places: readonly (readonly [name: string, prepare: () => TestDatabase])[] = [
  ['PostgreSQL, beside the tables of the next release', () => preparePostgresql(nextSchema)],
  ['PostgreSQL, on its own tables', () => preparePostgresql()],
  ['PostgreSQL behind PgBouncer', preparePgbouncer],
]

for (const [name, prepare] of sampleCases(places)) {
  const { openStore } = prepare()
  testContract(`the backend in process, with the SQL store on ${name}`, () => createInProcessHost(openStore))
}
