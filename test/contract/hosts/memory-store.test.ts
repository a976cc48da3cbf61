import { createMemoryStore } from '#backend/store/memory-store.ts'
import { testBatchStore } from './batch-store-suite.ts'
import { testStore } from './store-suite.ts'

testStore('the memory store', async (seed) => createMemoryStore(seed))
testBatchStore('the memory store', async (seed) => createMemoryStore(seed))
