import { afterAll } from 'vitest'
import { openDbosExecutions } from '#packages/engine-dbos/dbos-executions.ts'
import { openStore } from '#server/store/open-store.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { testAdapter } from './adapter-suite.ts'
import { startExecutionsHost } from './executions-host.ts'

let cluster: PostgresqlCluster | undefined
let databaseUrl = ''

afterAll(() => cluster?.stop())

const fail = (error: Error) => {
  throw error
}

testAdapter(
  'DBOS, on PostgreSQL',
  (database) => startExecutionsHost(database, (advance) => openDbosExecutions({ databaseUrl, advance, report: fail }), databaseUrl),
  async () => {
    cluster = await startPostgresql()
    databaseUrl = await cluster.createDatabase()
    return openStore({ databaseUrl, isolation: 'read committed', report: fail })
  },
)
