import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import type { Environment } from '#backend/environment.ts'
import type { Store } from '#backend/store/store.ts'
import { createLocalNotifier } from '#backend/events/notifier.ts'
import { now } from './fixtures.ts'
import { marketer } from './sessions.ts'

/** The environment of a backend on `store`: the marketer is signed in, and time stands still at `now`. */
export const createTestEnvironment = (store: Store): Environment => ({
  store,
  engine: createSimulatedEngine(),
  clock: () => now,
  identify: () => marketer,
  newId: () => 'new',
  subscribe: createLocalNotifier().subscribe,
  typedNameThreshold: 1000,
})
