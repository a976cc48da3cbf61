import { createMemoryStore } from '#backend/store/memory-store.ts'
import { testBatchStore } from './batch-store-suite.ts'
import { testSavedViewStore } from '#test/contract/suite/saved-views/saved-view-store.ts'
import { testStoreAnswers } from './store-oracle.ts'
import { testStore } from './store-suite.ts'

testStore('the memory store', async (seed) => createMemoryStore(seed))
testBatchStore('the memory store', async (seed) => createMemoryStore(seed))
testSavedViewStore('the memory store', async (seed) => createMemoryStore(seed))
testStoreAnswers('the memory store', 400, async (seed) => [createMemoryStore(seed)])
