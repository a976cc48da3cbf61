import type { Seed, Store } from '#backend/store/store.ts'
import { sql } from 'kysely'
import { fillStore } from './fill-store.ts'
import { verifyHistory, type HistoryCheck } from './history/verify-history.ts'
import { migrateDatabase } from './migrations/migrate-database.ts'
import { openPglite, openPostgres } from './open-database.ts'
import { createSqlStore } from './sql-store.ts'

/** Where the data is. */
export interface StoreLocation {
  /** Address of a PostgreSQL database. Absent: PostgreSQL within this program (PGlite). */
  readonly databaseUrl?: string | undefined
  /** Address of the same database without a pooler in transaction mode between, for migrations and for hints of changes. Absent: `databaseUrl`. */
  readonly directUrl?: string | undefined
  /** The folder of PGlite, which it creates. Absent: in memory, and lost when the program ends. */
  readonly dataFolder?: string | undefined
  /** Called with errors that no caller gets: a connection that was lost while unused. */
  readonly report?: ((error: Error) => void) | undefined
}

/** A store of a server, opened. */
export interface OpenStore {
  readonly store: Store
  /** Brings the tables to this release. Has to be called once before the store is used; does nothing if they are up to date. */
  migrate(): Promise<void>
  /** Writes the first contents of a store, in one transaction. Throws if it is not empty. */
  fill(seed: Seed): Promise<void>
  /** Calls `listener` after each change that was committed, by this program or by another one on the same database. A hint: several changes may give one call. */
  onChange(listener: () => void): () => void
  /** Checks that no entry of the history was changed, added between others, or removed. */
  verifyHistory(): Promise<HistoryCheck>
  /** Throws if the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Opens the store of a server. */
export async function openStore({ databaseUrl, dataFolder, directUrl, report = () => {} }: StoreLocation): Promise<OpenStore> {
  const opened = databaseUrl === undefined ? await openPglite(dataFolder) : openPostgres(databaseUrl, report)
  const { database } = opened
  const listeners = new Set<() => void>()
  const notify = () => listeners.forEach((listener) => listener())
  return {
    store: createSqlStore(database, notify),
    migrate: async () => {
      const direct = directUrl === undefined ? null : openPostgres(directUrl, report)
      try {
        await migrateDatabase(direct?.database ?? database)
      } finally {
        await direct?.close()
      }
    },
    fill: async (seed) => {
      await fillStore(database, seed)
      notify()
    },
    verifyHistory: () => verifyHistory(database),
    onChange: (listener) => {
      // Wrapping makes each subscription distinct: a listener that subscribes twice is called twice.
      const registered = () => listener()
      listeners.add(registered)
      return () => void listeners.delete(registered)
    },
    ping: async () => void (await sql`select 1`.execute(database)),
    close: () => opened.close(),
  }
}
