import { createMemoryStore } from '#backend/memory-store.ts'
import { keeping } from './keeping.ts'

keeping('the memory store', async (seed) => createMemoryStore(seed))
