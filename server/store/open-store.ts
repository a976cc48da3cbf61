import type { Seed, Store } from '#backend/store/store.ts'
import { createRandomId } from '#backend/store/random-id.ts'
import { sql } from 'kysely'
import { createChangeListeners } from './changes/change-listeners.ts'
import { openListeningConnection } from './changes/listening-connection.ts'
import { pollChanges } from './changes/poll-changes.ts'
import { createHintSender } from './changes/send-hints.ts'
import { fillStore } from './fill-store.ts'
import { verifyHistory, type HistoryCheck } from './history/verify-history.ts'
import { migrateDatabase } from './migrations/migrate-database.ts'
import type { MigrateMode } from './migrations/run-migrations.ts'
import { openPglite, openPostgres, type OpenDatabase } from './open-database.ts'
import type { WriteIsolation } from './run-in-turn.ts'
import { createSqlStore } from './sql-store.ts'
import type { Database } from './tables.ts'
import { exportLines } from './transfer/export-lines.ts'
import { importLines, type ImportReport } from './transfer/import-lines.ts'
import { updateKeys } from './versions/update-keys.ts'

/** Where the data is. */
export interface StoreLocation {
  /** Address of a PostgreSQL database. Absent: PostgreSQL within this program (PGlite). */
  readonly databaseUrl?: string | undefined
  /** Address of the same database without a pooler in transaction mode between, for migrations and for hints of changes. Absent: `databaseUrl`. */
  readonly directUrl?: string | undefined
  /** The folder for the data of PGlite: created if it does not exist, and locked. Absent: in memory, and lost when the program ends. */
  readonly dataFolder?: string | undefined
  /** The isolation of writing transactions. */
  readonly isolation?: WriteIsolation | undefined
  /** How long the database has to answer a query, in milliseconds. Absent: as `openPostgres` says. */
  readonly answerTimeoutMs?: number | undefined
  /** Called with errors that no caller gets: of a connection that was lost, or of a hint that was not sent. */
  readonly report?: ((error: Error) => void) | undefined
  /** Called with the milliseconds from a commit of this program to the hint of it, as other programs receive it. */
  readonly onHint?: ((ms: number) => void) | undefined
}

/** A store of a server, opened. */
export interface OpenStore {
  /** The connection to the database, for an engine that keeps its people there. Absent: a store without a database. */
  readonly connection?: Database
  readonly readPool?: OpenDatabase['readPool']
  readonly store: Store
  /**
   * Brings the tables and the keys of the versions to this release. Has to be called once before the store is used; does nothing if they are up to
   * date. `never`: only checks them. Throws if this program does not understand the tables.
   */
  readonly migrate: (mode?: MigrateMode) => Promise<void>
  /** Writes the first contents of a store, in one transaction. Throws if it is not empty. */
  readonly fill: (seed: Seed) => Promise<void>
  /** Calls `listener` after each change that was committed, by this program or by another one on the same database. A hint: several changes may give one call. */
  readonly onChange: (listener: () => void) => () => void
  /** Checks that no entry of the history was changed, added between others, or removed. */
  readonly verifyHistory: () => Promise<HistoryCheck>
  /** Writes all versions and the history as lines of JSON, in one state of the store. Returns the number of lines. */
  readonly exportLines: (write: (lines: string) => Promise<void> | void) => Promise<number>
  /** Writes the lines of an export into an empty store, all or none. Throws if it is not empty. */
  readonly importLines: (lines: AsyncIterable<string> | Iterable<string>) => Promise<ImportReport>
  /** Throws if the database does not answer. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Hints between the programs on one database. */
interface ChangeSource {
  /** Sends a hint to the other programs. */
  readonly send: () => void
  readonly start: () => void
  readonly close: () => Promise<void>
}

/** The only program on its database needs no hints of others. */
const noOtherPrograms: ChangeSource = { send: () => undefined, start: () => undefined, close: () => Promise.resolve() }

/** Sends hints to the other programs on a database, receives theirs, and asks the database every second, because hints get lost. */
function createChangeSource(
  database: Database,
  url: string,
  onChanged: () => void,
  { report = () => {}, onHint = () => {} }: Pick<StoreLocation, 'report' | 'onHint'>,
): ChangeSource {
  const id = createRandomId()
  // The last hint may come too late: others look for changes every second.
  const hints = createHintSender(database, id, (error) => void (isClosed || report(error)))
  /** When the change was committed whose hint is on its way. */
  let writtenAt: number | null = null
  const receive = (sender: string) => {
    if (sender === id && writtenAt !== null) onHint(performance.now() - writtenAt)
    // A new connection has missed the hints before it.
    if (sender === id || sender === '') writtenAt = null
    if (sender !== id) onChanged()
  }
  let stop: (() => Promise<void>) | null = null
  let isClosed = false
  return {
    send: () => {
      writtenAt ??= performance.now()
      hints.send()
    },
    start: () => {
      if (stop) return
      const stopPolling = pollChanges(database, onChanged, report)
      const listening = openListeningConnection(url, receive, report)
      stop = () => {
        stopPolling()
        return listening.close()
      }
    },
    close: async () => {
      isClosed = true
      await stop?.()
      await hints.close()
    },
  }
}

/** Opens the store of a server. */
export async function openStore(location: StoreLocation): Promise<OpenStore> {
  const { databaseUrl, dataFolder, directUrl, isolation, answerTimeoutMs, report = () => {} } = location
  const opened = databaseUrl === undefined ? await openPglite(dataFolder) : openPostgres(databaseUrl, report, answerTimeoutMs)
  const { database } = opened
  const listeners = createChangeListeners()
  const source =
    databaseUrl === undefined ? noOtherPrograms : createChangeSource(database, directUrl ?? databaseUrl, listeners.call, location)
  const onWritten = () => {
    listeners.call()
    source.send()
  }
  return {
    connection: database,
    ...(opened.readPool && { readPool: opened.readPool }),
    store: createSqlStore(opened, onWritten, isolation),
    migrate: async (mode) => {
      // A migration may take any time.
      const direct = databaseUrl === undefined ? null : openPostgres(directUrl ?? databaseUrl, report, 0)
      try {
        await migrateDatabase(direct?.database ?? database, mode)
        if (mode === 'never') return
        await updateKeys(direct?.database ?? database)
        // PGlite has nothing that does this in the background.
        if (databaseUrl === undefined) await sql`vacuum analyze`.execute(database)
      } finally {
        await direct?.close()
      }
    },
    fill: async (seed) => {
      await fillStore(database, seed)
      onWritten()
    },
    verifyHistory: () => verifyHistory(database),
    exportLines: (write) => exportLines(database, write),
    importLines: async (lines) => {
      const report = await importLines(database, lines)
      onWritten()
      return report
    },
    onChange: (listener) => {
      source.start()
      return listeners.add(listener)
    },
    ping: async () => void (await sql`select 1`.execute(database)),
    close: async () => {
      await source.close()
      await opened.close()
    },
  }
}
