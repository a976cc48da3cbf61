import { createBackend } from '#backend/app.ts'
import { createMemoryStore } from '#backend/memory-store.ts'
import type { Seed, Store } from '#backend/store.ts'
import type { Session } from '#api/contract/session.ts'
import { seedOf } from './examples.ts'
import type { Host } from './host.ts'
import { marketer } from './people.ts'

/** The backend without any network, on the store that `begin` gives: each start a new one. */
export function inProcess(begin: (seed: Seed) => Store | Promise<Store> = createMemoryStore): Host {
  let session: Session | null = marketer
  let now = 0
  let failure: Error | null = null
  let backend: ReturnType<typeof createBackend> | undefined

  return {
    start: async (versions, at) => {
      let ids = 0
      now = at
      session = marketer
      backend = createBackend({
        store: await begin(seedOf(versions)),
        clock: () => now,
        identify: () => session,
        newId: () => `new-${++ids}`,
        typeNameFrom: 1000,
        report: (error) => (failure = error),
      })
    },
    send: async (path, init) => {
      if (!backend) throw new Error('The host was not started.')
      const response = await backend(new Request(new URL(path, 'http://localhost'), init))
      if (failure) throw failure
      return response
    },
    signIn: async (person) => {
      session = person
    },
    setTime: async (at) => {
      now = at
    },
  }
}
