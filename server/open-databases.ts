import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config/config-schema.ts'
import { createMemorySessionStore } from './sessions/memory-session-store.ts'
import type { SessionStore } from './sessions/session-store.ts'
import { migrateSessions, type SessionTables } from './sessions/sql/session-tables.ts'
import { createSqlSessionStore } from './sessions/sql/sql-session-store.ts'
import { openPostgres } from './store/open-database.ts'
import { openStore, type OpenStore } from './store/open-store.ts'

/** The stores of a server. `database` migrates and closes both. */
export interface OpenDatabases {
  readonly database: OpenStore
  readonly sessionStore: SessionStore
}

type Location = Pick<Config, 'DATABASE_URL' | 'DATABASE_DIRECT_URL' | 'DATA_FOLDER' | 'ENGINE'>

/** The walker counts people after it has fenced them, within the transaction of a change. */
const getIsolation = ({ ENGINE }: Location) => (ENGINE === 'walker' ? 'read committed' : 'repeatable read')

/** Opens the embedded database. Its sessions end with the program: it has one replica. */
async function openEmbedded(location: Location, report: (error: Error) => void): Promise<OpenDatabases> {
  const dataFolder = join(location.DATA_FOLDER, 'database')
  mkdirSync(dataFolder, { recursive: true })
  return { database: await openStore({ dataFolder, isolation: getIsolation(location), report }), sessionStore: createMemorySessionStore() }
}

/** Opens the stores of a server. `report`: called with errors that no caller gets. */
export async function openDatabases(location: Location, report: (error: Error) => void): Promise<OpenDatabases> {
  const { DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: directUrl } = location
  if (databaseUrl === undefined) return openEmbedded(location, report)
  const journeys = await openStore({ databaseUrl, directUrl, isolation: getIsolation(location), report })
  const sessions = openPostgres(databaseUrl, report)
  const sessionTables = sessions.database.withTables<SessionTables>()
  const migrateOwn = async () => {
    const direct = openPostgres(directUrl ?? databaseUrl, report)
    try {
      await migrateSessions(direct.database.withTables<SessionTables>())
    } finally {
      await direct.close()
    }
  }
  return {
    sessionStore: createSqlSessionStore(sessionTables),
    database: {
      ...journeys,
      migrate: async () => {
        await journeys.migrate()
        await migrateOwn()
      },
      close: async () => {
        await journeys.close()
        await sessions.close()
      },
    },
  }
}
