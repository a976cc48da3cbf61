import { preparePglite, preparePostgresql } from '#test/contract/sql/sql-databases.ts'
import { testBatchStore } from './batch-store-suite.ts'
import { testSavedViewStore } from '#test/contract/suite/saved-views/saved-view-store.ts'
import { testStoreAnswers } from './store-oracle.ts'
import { testStore } from './store-suite.ts'

for (const { name, openStore } of [preparePglite(), preparePostgresql()]) {
  testStore(`the SQL store on ${name}`, openStore)
  testBatchStore(`the SQL store on ${name}`, openStore)
  testSavedViewStore(`the SQL store on ${name}`, openStore)
  testStoreAnswers(`the SQL store on ${name}`, 60, async (seed) => [await openStore(seed)])
}
