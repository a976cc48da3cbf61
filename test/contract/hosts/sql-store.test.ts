import { preparePgbouncer, preparePglite, preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { sampleCases } from '#test/support/test-size.ts'
import { testBatchStore } from './batch-store-suite.ts'
import { testSavedViewStore } from '#test/contract/suite/saved-views/saved-view-store.ts'
import { testStoreAnswers } from './store-oracle.ts'
import { testStore } from './store-suite.ts'

// Behind PgBouncer `pgbouncer.test.ts` tests at every size what differs.
const poolers = sampleCases([preparePgbouncer], 0)

for (const { name, openStore } of [preparePglite(), preparePostgresql(), ...poolers.map((prepare) => prepare())]) {
  testStore(`the SQL store on ${name}`, openStore)
  testBatchStore(`the SQL store on ${name}`, openStore)
  testSavedViewStore(`the SQL store on ${name}`, openStore)
  testStoreAnswers(`the SQL store on ${name}`, 60, async (seed) => [await openStore(seed)])
}
