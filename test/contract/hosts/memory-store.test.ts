import { createMemoryStore } from '#backend/store/memory-store.ts'
import { testStore } from './store-suite.ts'

testStore('the memory store', async (seed) => createMemoryStore(seed))
