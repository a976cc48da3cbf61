import { PGlite } from '@electric-sql/pglite'
import { join } from 'node:path'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import { Pool, TypeOverrides } from 'pg'
import { createPipelinedTurn } from './commands/pipelined-turn.ts'
import type { RunTurn } from './commands/turn.ts'
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
  /** Runs groups of commands in fewer round trips than `database` does. */
  readonly runTurn?: RunTurn
  /** Absent: a database without connections. */
  readonly readPool?: () => PoolUse
  readonly close: () => Promise<void>
}

/** The largest number of connections of one program. */
const maxConnections = 10

/** A transaction that does nothing for so long loses its turn to write: its program hangs, and all others wait. */
const idleTimeoutMs = 10_000

/** How long a connection may take, in milliseconds, and how long one that is silent counts as alive. */
const connectionTimeoutMs = 5_000
const keepAliveDelayMs = 10_000

/** How long the database has to answer a query, in milliseconds, unless the caller says something else. */
const answerTimeoutMs = 25_000

/**
 * The settings of a connection. The database ends a statement that takes too long, and says so, before this program gives the connection up, because
 * the network may have lost it.
 */
const formatSettings = (answerMs: number): string =>
  `set idle_in_transaction_session_timeout = ${idleTimeoutMs}; set statement_timeout = ${Math.round(answerMs * 0.8)}`

/**
 * Connects to PostgreSQL when the first query is sent. `onLost` is called with the error of a connection that was lost. A query without an answer within
 * `answerMs` fails, and its connection is closed; 0: queries may take any time.
 */
export function openPostgres(url: string, onLost: (error: Error) => void, answerMs = answerTimeoutMs): OpenDatabase {
  const types = new TypeOverrides()
  types.setTypeParser(bigintType, Number)
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    types,
    connectionTimeoutMillis: Math.min(connectionTimeoutMs, answerMs || Infinity),
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveDelayMs,
    // A connection that does not answer in time is closed, with all that waits on it, because of `pipeline`.
    query_timeout: answerMs,
    pipeline: true,
  })
  let isClosed = false
  const report = (error: Error) => {
    if (!isClosed) onLost(error)
  }
  // Without listeners the program would end: the first is for connections that are not used, the second for those in a transaction.
  pool.on('error', report)
  pool.on('connect', (client) => {
    client.on('error', report)
    client.query(formatSettings(answerMs)).catch(report)
  })
  // The pool learns that a connection was closed later than its last user, and would give it to the next one.
  pool.on('release', (_, client) => {
    if (client.connection.stream.destroyed) client.end().catch(report)
  })
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    database,
    runTurn: createPipelinedTurn(pool),
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
