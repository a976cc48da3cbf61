import { join } from 'node:path'
import type { Config } from './config/config-schema.ts'
import type { ServerDatabase } from './create-server.ts'
import { createFileSessionStore } from './sessions/file-session-store.ts'
import type { SessionStore } from './sessions/session-store.ts'
import { migrateSessions, type SessionTables } from './sessions/sql/session-tables.ts'
import { createSqlSessionStore } from './sessions/sql/sql-session-store.ts'
import type { MigrateMode } from './store/migrations/run-migrations.ts'
import { openPostgres } from './store/open-database.ts'
import { openStore, type OpenStore } from './store/open-store.ts'

/** The stores of a server. `database` migrates and closes both. */
export interface OpenDatabases {
  readonly database: ServerDatabase
  readonly sessionStore: SessionStore
}

type Location = Pick<Config, 'DATABASE_URL' | 'DATABASE_DIRECT_URL' | 'DATA_FOLDER' | 'ENGINE'>

/** An engine that counts sees, within the transaction of a change, what was counted when it had fenced the people. */
const getIsolation = ({ ENGINE }: Location) => (ENGINE === 'simulated' ? 'repeatable read' : 'read committed')

/** Opens the store of the journeys. `report`: called with errors that no caller gets. Throws if another process has the embedded database open. */
export async function openJourneys(location: Location, report: (error: Error) => void, onHint?: (ms: number) => void): Promise<OpenStore> {
  const { DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: directUrl, DATA_FOLDER: dataFolder } = location
  const isolation = getIsolation(location)
  return openStore(databaseUrl === undefined ? { dataFolder, isolation, report } : { databaseUrl, directUrl, isolation, report, onHint })
}

/** Opens the stores of a server. `onHint`: called with the delay of each hint of a change, in milliseconds. */
export async function openDatabases(
  location: Location,
  report: (error: Error) => void,
  onHint?: (ms: number) => void,
): Promise<OpenDatabases> {
  const { DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: directUrl } = location
  const journeys = await openJourneys(location, report, onHint)
  // In a file beside the embedded database, which belongs to the journeys alone.
  if (databaseUrl === undefined)
    return { database: journeys, sessionStore: createFileSessionStore(join(location.DATA_FOLDER, 'sessions.json')) }
  const sessions = openPostgres(databaseUrl, report)
  const sessionTables = sessions.database.withTables<SessionTables>()
  const migrateOwn = async (mode?: MigrateMode) => {
    const direct = openPostgres(directUrl ?? databaseUrl, report, 0)
    try {
      await migrateSessions(direct.database.withTables<SessionTables>(), mode)
    } finally {
      await direct.close()
    }
  }
  return {
    sessionStore: createSqlSessionStore(sessionTables),
    database: {
      ...journeys,
      pools: { ...(journeys.readPool && { journeys: journeys.readPool }), ...(sessions.readPool && { sessions: sessions.readPool }) },
      migrate: async (mode) => {
        await journeys.migrate(mode)
        await migrateOwn(mode)
      },
      close: async () => {
        await journeys.close()
        await sessions.close()
      },
    },
  }
}
