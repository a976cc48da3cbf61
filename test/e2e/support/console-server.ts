import type { APIRequestContext } from '@playwright/test'
import { readConfig } from '#server/config/read-config.ts'
import { readStaticFiles } from '#server/http/static-files.ts'
import { createLog } from '#server/logs/log.ts'
import { createMetrics } from '#server/metrics/metrics.ts'
import { createMonotonicClock } from '#server/runtime/monotonic-clock.ts'
import { startInterval, wait } from '#server/runtime/timers.ts'
import { createMemorySessionStore } from '#server/sessions/memory-session-store.ts'
import { signInPath } from '#server/sign-in/paths.ts'
import { startServer } from '#server/start-server.ts'
import { createChangeListeners } from '#server/store/changes/change-listeners.ts'
import { fillStore } from '#server/store/fill-store.ts'
import { migrateDatabase } from '#server/store/migrations/migrate-database.ts'
import { openPglite } from '#server/store/open-database.ts'
import { createSqlStore } from '#server/store/sql-store.ts'
import { updateKeys } from '#server/store/versions/update-keys.ts'
import { ana } from '#mocks/seed/demo-users.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { readEmptyCluster } from '#test/contract/sql/support/empty-cluster.ts'

/** A server in this process, with a database of its own in memory (PGlite). It serves the production build. */
export interface ConsoleServer {
  readonly address: string
  /** Replaces all contents by the journeys of the demo as of now, and forgets the errors. */
  readonly reset: () => Promise<void>
  /** Signs a marketer in, as the form for development does. */
  readonly signIn: (requests: APIRequestContext) => Promise<void>
  /** The lines of the log that report an error since the last reset. */
  readonly readErrors: () => readonly string[]
  readonly stop: () => Promise<void>
}

/** Starts a server on a free port, at the real time. */
export async function startConsoleServer(): Promise<ConsoleServer> {
  const { config, options, mistakes } = readConfig({ PORT: '0', SIGN_IN: 'development', RATE_LIMIT: '0', STOP_DELAY_SECONDS: '0' })
  if (mistakes) throw new Error(mistakes.join('\n'))
  const { database, close } = await openPglite(undefined, await readEmptyCluster())
  const listeners = createChangeListeners()
  let errors: string[] = []
  const fill = async (seed: Parameters<typeof fillStore>[1]) => {
    await fillStore(database, seed)
    listeners.call()
  }
  const server = await startServer(
    {
      config,
      database: {
        store: createSqlStore({ database }, listeners.call),
        migrate: async () => {
          await migrateDatabase(database)
          await updateKeys(database)
        },
        fill,
        onChange: listeners.add,
        ping: async () => {},
        close,
      },
      sessionStore: createMemorySessionStore(),
      files: readStaticFiles('dist'),
      log: createLog((line) => errors.push(line), 'error'),
      metrics: createMetrics(),
      every: startInterval,
      wait,
      clock: createMonotonicClock(),
      realTime: Date.now,
    },
    options,
  )
  return {
    address: server.address,
    reset: async () => {
      await clearDatabase(database)
      await fill(await createDemoSeed(Date.now()))
      errors = []
    },
    signIn: async (requests) => {
      const form = { name: ana.name, role: 'marketer' }
      const response = await requests.post(server.address + signInPath, { form, maxRedirects: 0 })
      if (response.status() !== 303) throw new Error(`The server did not sign in: ${response.status()}.`)
    },
    readErrors: () => errors,
    stop: () => server.stop(),
  }
}
