import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { preparePostgresql } from '#test/contract/sql/sql-databases.ts'
import { testContract } from '#test/contract/suite/suite.ts'

const { openStore } = preparePostgresql()

testContract('the backend in process, with the SQL store on PostgreSQL', () => createInProcessHost(openStore))
