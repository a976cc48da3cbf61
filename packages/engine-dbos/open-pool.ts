import { Client, Pool, type ClientConfig } from 'pg'

/** How long a connection may take, and how long a transaction may do nothing, in milliseconds: the defaults of DBOS. */
const connectionTimeoutMs = 10_000
const idleTimeoutMs = 60_000

/** After so long in silence a connection is probed, in milliseconds: one that is gone is noticed some seconds later. */
const keepAliveDelayMs = 10_000

/** The name of the connections in `pg_stat_activity`. */
const applicationName = 'journey-console-dbos'

interface ConnectionError extends Error {
  code?: string
  readonly syscall?: string
}

/**
 * Gives an error the code of one after which DBOS tries again. After any other one it would let the workflow fail for ever, and its person would stay
 * where they are. DBOS does not know all codes of the network: a connection that was closed while it wrote (EPIPE), a host without an address
 * (ENOTFOUND) or a socket that is not there (ENOENT) while PostgreSQL starts. A name with several addresses fails with one error for all of them.
 */
function translateError(error: ConnectionError): void {
  if (error.syscall !== undefined || error instanceof AggregateError) error.code = 'ECONNRESET'
}

/** The same for an answer of PostgreSQL: a database that may only be read (25006) has become a standby, and counts as one that starts (57P03). */
function translateAnswer(answer: ConnectionError): void {
  if (answer.code === '25006') answer.code = '57P03'
}

/** A connection whose errors DBOS takes for what they are. With TLS it changes its socket: only here all errors pass. */
export class TranslatingClient extends Client {
  constructor(config?: ClientConfig) {
    super(config)
    this.connection.prependListener('error', translateError)
    this.connection.prependListener('errorMessage', translateAnswer)
  }
}

/** The timeout of the address for connecting, in milliseconds. The driver does not read it. */
function readConnectionTimeout(databaseUrl: string): number {
  const seconds = Number.parseInt(URL.parse(databaseUrl)?.searchParams.get('connect_timeout') ?? '', 10)
  return seconds > 0 ? seconds * 1000 : connectionTimeoutMs
}

/**
 * The connections of DBOS. As with those that it opens itself, the address may set a name and timeouts of its own. What differs: errors are translated,
 * a connection that is silent is noticed, and there is a listener for errors from the first moment. Without it an error that arrives together with the
 * answer before it ends the process: DBOS listens only once it has been given the connection, one turn later.
 */
export function openPool(databaseUrl: string): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: readConnectionTimeout(databaseUrl),
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveDelayMs,
    Client: TranslatingClient,
  })
  // Those who wait for an answer learn of it: DBOS asks again, and its listener for notifications connects again.
  const ignore = () => undefined
  pool.on('error', ignore)
  const isIdleTimeoutSet = databaseUrl.includes('idle_in_transaction_session_timeout')
  pool.on('connect', (client) => {
    client.on('error', ignore)
    if (!isIdleTimeoutSet) client.query(`set idle_in_transaction_session_timeout = ${idleTimeoutMs}`).catch(ignore)
  })
  return pool
}
