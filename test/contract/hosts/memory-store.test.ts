import { createMemoryStore } from '#backend/store/memory-store.ts'
import { keeping } from './store-suite.ts'

keeping('the memory store', async (seed) => createMemoryStore(seed))
