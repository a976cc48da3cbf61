import { createWalkerEngine } from '#server/engine/walker-engine.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { Client } from '#test/contract/support/client.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import type { TestDatabase } from '#test/contract/sql/support/sql-databases.ts'
import { createLocalNotifier } from '#backend/events/notifier.ts'

/** A client of the backend on a database, with the walker as its engine. Every response is checked against the contract. */
export function createWalkerClient({ database, openStore }: TestDatabase): Client {
  // The database opens before the first test.
  const getEngine = () => createWalkerEngine(database())
  const engine = new Proxy({} as Engine, { get: (_, name: keyof Engine) => getEngine()[name] })
  return new Client(
    createInProcessHost(
      async (seed) => {
        const store = await openStore(seed, 'read committed')
        await adoptVersions(store, engine)
        return store
      },
      createLocalNotifier(),
      { engine },
    ),
  )
}
