import { createBackend } from '#backend/app.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Environment } from '#backend/environment.ts'
import type { Seed, Store } from '#backend/store/store.ts'
import type { Session } from '#api/contract/session.ts'
import { audible, memoryBell, type Bell } from '#mocks/demo/notifier.ts'
import { seedOf } from './fixtures.ts'
import type { Host } from './host.ts'
import { marketer } from './sessions.ts'

/** The backend without any network, on the store that `begin` gives: each start a new one. */
export function inProcess(
  begin: (seed: Seed) => Store | Promise<Store> = createMemoryStore,
  bell: Bell = memoryBell(),
  installation: Pick<Environment, 'signInPath'> = {},
): Host {
  let session: Session | null = marketer
  let now = 0
  let ids = 0
  let failure: Error | null = null
  let held: Store = createMemoryStore()
  const backend = createBackend({
    ...installation,
    store: audible({ read: (work) => held.read(work), write: (work) => held.write(work) }, bell),
    clock: () => now,
    identify: () => session,
    subscribe: bell.onRing,
    newId: () => `new-${++ids}`,
    typedNameThreshold: 1000,
    report: (error) => (failure = error),
  })

  return {
    start: async (versions, at) => {
      held = await begin(seedOf(versions))
      ids = 0
      now = at
      session = marketer
      bell.ring('written')
    },
    send: async (path, init) => {
      const response = await backend(new Request(new URL(path, 'http://localhost'), init))
      if (failure) throw failure
      return response
    },
    signIn: async (person) => {
      session = person
      bell.ring('written')
    },
    setTime: async (at) => {
      now = at
    },
    beat: async () => bell.ring('beat'),
  }
}
