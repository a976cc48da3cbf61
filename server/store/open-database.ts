import { PGlite } from '@electric-sql/pglite'
import { join } from 'node:path'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import { Pool, TypeOverrides } from 'pg'
import { lockFolder } from './lock-folder.ts'
import type { Database, Tables } from './tables.ts'

/** The type `bigint`. Sequences and counts stay far below 2⁵³, so that a number holds them. */
const bigintType = 20

/** How the connections of a pool are used now. */
export interface PoolUse {
  readonly used: number
  readonly idle: number
  /** Queries and transactions that wait for a connection. */
  readonly waiting: number
}

/** A database of a server. */
export interface OpenDatabase {
  readonly database: Database
  /** Absent: a database without connections. */
  readonly readPool?: () => PoolUse
  readonly close: () => Promise<void>
}

/** The largest number of connections of one program. */
const maxConnections = 10

/** A transaction that does nothing for so long loses its turn to write: its program hangs, and all others wait. */
const setIdleTimeout = `set idle_in_transaction_session_timeout = '10s'`

/** Connects to PostgreSQL when the first query is sent. `onLost` is called with the error of a connection that was lost. */
export function openPostgres(url: string, onLost: (error: Error) => void): OpenDatabase {
  const types = new TypeOverrides()
  types.setTypeParser(bigintType, Number)
  const pool = new Pool({ connectionString: url, max: maxConnections, types, connectionTimeoutMillis: 5_000, keepAlive: true })
  let isClosed = false
  const report = (error: Error) => {
    if (!isClosed) onLost(error)
  }
  // Without listeners the program would end: the first is for connections that are not used, the second for those in a transaction.
  pool.on('error', report)
  pool.on('connect', (client) => {
    client.on('error', report)
    client.query(setIdleTimeout).catch(report)
  })
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    database,
    readPool: () => ({ used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => {
      isClosed = true
      return database.destroy()
    },
  }
}

/** Opens PostgreSQL within this program. Without a folder, or a snapshot, it begins empty, in memory. Throws if another program uses the folder. */
export async function openPglite(dataFolder?: string, snapshot?: Blob): Promise<OpenDatabase> {
  const release = dataFolder === undefined ? null : await lockFolder(dataFolder)
  const create = PGlite.create({
    ...(dataFolder !== undefined && { dataDir: join(dataFolder, 'database') }),
    ...(snapshot && { loadDataDir: snapshot }),
    parsers: { [bigintType]: Number },
  })
  const pglite = await create.catch(async (error: unknown) => {
    await release?.()
    throw error
  })
  const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  return {
    database,
    close: async () => {
      await pglite.close()
      await release?.()
    },
  }
}
