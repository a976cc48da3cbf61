import { storeSchema } from '#server/store/migrations/migrate-database.ts'
import { nextSchema } from '#test/contract/sql/next-release.ts'
import { preparePostgresql } from '#test/contract/sql/sql-databases.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { testContract } from '#test/contract/suite/suite.ts'
import { sampleCases } from '#test/support/test-size.ts'

const places = [
  { name: 'PostgreSQL, beside the tables of the next release', schema: nextSchema },
  { name: 'PostgreSQL, on its own tables', schema: storeSchema },
]

for (const { name, schema } of sampleCases(places)) {
  const { openStore } = preparePostgresql(schema)
  testContract(`the backend in process, with the SQL store on ${name}`, () => createInProcessHost(openStore))
}
