import { Client } from 'pg'
import { changeChannel } from './send-hints.ts'

/** Time between two checks of a connection that listens: it may be dead without saying so, or listen to nothing. */
const checkIntervalMs = 10_000

/** A query of a check that takes longer has failed. */
const checkTimeoutMs = 5_000

/** Time until the first and until each later attempt to connect again. */
const retryDelaysMs = [100, 500, 2_000, 5_000] as const

/** A connection that listens, until it is closed. */
export interface ListeningConnection {
  readonly close: () => Promise<void>
}

/** Says that no hints can be received: changes are found by polling alone. */
export class PoolerError extends Error {}

/** A pooler gives each transaction another connection, and invents a process for its clients: what is listened to there is lost. */
async function checkDirect(client: Client): Promise<void> {
  const { rows } = await client.query<{ readonly pid: number }>('select pg_backend_pid() as pid')
  if (rows[0]?.pid !== (client as Client & { readonly processID?: number }).processID)
    throw new PoolerError(
      'A pooler stands between this program and its database, so that it notices what other replicas do up to a second later: set DATABASE_DIRECT_URL.',
    )
}

/** Listens until `signal` is aborted. Throws if the connection fails. */
async function listenOnce(client: Client, onHint: (sender: string) => void, signal: AbortSignal): Promise<void> {
  const ended = Promise.withResolvers<void>()
  // It may fail before it is awaited.
  ended.promise.catch(() => undefined)
  signal.addEventListener('abort', () => ended.resolve(), { once: true })
  client.on('error', ended.reject)
  client.on('end', () => ended.reject(new Error('The connection that listens for changes has ended.')))
  client.on('notification', ({ payload }) => onHint(payload ?? ''))
  await client.connect()
  await checkDirect(client)
  await client.query(`listen ${changeChannel}`)
  // Changes may have been written while no connection listened.
  onHint('')
  const check = async () => {
    const { rowCount } = await client.query(`select from pg_listening_channels() as channel where channel = '${changeChannel}'`)
    if (rowCount === 0) throw new Error('The connection that listens for changes no longer does.')
  }
  const timer = setInterval(() => void check().catch(ended.reject), checkIntervalMs)
  try {
    await ended.promise
  } finally {
    clearInterval(timer)
  }
}

/** Listens for hints, and connects again whenever the connection is lost. `onHint` gets the sender of the hint. */
export function openListeningConnection(
  url: string,
  onHint: (sender: string) => void,
  report: (error: Error) => void,
): ListeningConnection {
  const closing = new AbortController()
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      const end = () => {
        clearTimeout(timer)
        resolve()
      }
      closing.signal.addEventListener('abort', end, { once: true })
    })
  const run = async () => {
    let isUseless = false
    for (let failures = 0; !closing.signal.aborted && !isUseless; failures++) {
      const client = new Client({
        connectionString: url,
        keepAlive: true,
        connectionTimeoutMillis: checkTimeoutMs,
        query_timeout: checkTimeoutMs,
      })
      try {
        await listenOnce(
          client,
          (sender) => {
            failures = 0
            onHint(sender)
          },
          closing.signal,
        )
      } catch (error) {
        if (error instanceof Error && !closing.signal.aborted) report(error)
        isUseless = error instanceof PoolerError
      }
      // Not awaited: a connection that is dead without saying so does not answer.
      void client.end().catch(() => undefined)
      if (!closing.signal.aborted && !isUseless) await wait(retryDelaysMs[Math.min(failures, retryDelaysMs.length - 1)] ?? 0)
    }
  }
  const running = run()
  return {
    close: () => {
      closing.abort()
      return running
    },
  }
}
