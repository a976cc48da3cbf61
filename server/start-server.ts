import type { Config } from './config/config-schema.ts'
import type { ServerOptions } from './config/read-config.ts'
import { createServer, type ServerParts } from './create-server.ts'
import { listen } from './http/listen.ts'
import { createMetricsHandler } from './http/serve-metrics.ts'
import { addSample } from './runtime/sample.ts'
import { isUnavailable } from './store/is-unavailable.ts'
import { isRetried } from './store/run-in-turn.ts'

/** Milliseconds in which the requests under way have to be finished when the server stops. */
const finishMs = 25_000

/** A server that answers requests. */
export interface RunningServer {
  /** Its address on this machine. */
  readonly address: string
  /** The address of its metrics, if they were asked for. */
  readonly metricsAddress: string | undefined
  /** Stops it: not ready, a delay, streams closed, requests finished, database closed. */
  stop(): Promise<void>
}

/** The address of a host and port, as browsers write it. */
const formatAddress = ({ HOST }: Pick<Config, 'HOST'>, port: number): string => `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`

/** Milliseconds after which a database that was away is asked again. */
const retryMs = 1_000

/** How often migrations are made before their error is thrown, if other transactions interrupt them. */
const maxMigrations = 6

/** Milliseconds until interrupted migrations are made again for the first time; then twice as many each time. */
const firstPauseMs = 200

/** Brings the tables up to date. Another transaction may stand in the way (deadlock, serialization failure): then it is tried again. */
async function migrate({ config, database, log, wait }: ServerParts): Promise<void> {
  for (let run = 1; ; run++) {
    try {
      return await database.migrate(config.MIGRATE)
    } catch (error) {
      if (!(isRetried(error) || (error instanceof Error && isRetried(error.cause))) || run === maxMigrations) throw error
      log('warn', 'migration-interrupted')
      await wait(firstPauseMs * 2 ** (run - 1))
    }
  }
}

/** Brings the tables up to date, or checks whether this program understands them. Waits for a database that is not there yet: it may be starting, too. */
async function migrateWhenAvailable(parts: ServerParts): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await migrate(parts)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      if (attempt === 0) parts.log('warn', 'waiting-for-database')
      await parts.wait(retryMs)
    }
  }
}

/** Starts a server: it listens first, so that its health can be asked, and is ready once the schema is there. */
export async function startServer(parts: ServerParts, options: ServerOptions): Promise<RunningServer> {
  const { config, database, log, metrics, clock, wait } = parts
  const server = createServer({ ...parts, hasSample: options.hasSample })
  const { HOST: host, METRICS_PORT: metricsPort } = config
  const listener = await listen(server.handle, { host, port: config.PORT })
  const metricsListener = metricsPort === undefined ? null : await listen(createMetricsHandler(metrics), { host, port: metricsPort })
  const metricsAddress = metricsListener ? formatAddress(config, metricsListener.port) : undefined
  if (metricsAddress !== undefined) log('info', 'metrics', { address: metricsAddress })
  await migrateWhenAvailable(parts)
  if (options.hasSample && (await addSample(database, clock()))) log('info', 'sample-added')
  server.startRuns()
  server.readiness.set('ready')
  return {
    address: formatAddress(config, listener.port),
    metricsAddress,
    stop: async () => {
      server.readiness.set('stopping')
      log('info', 'stopping')
      await wait(config.STOP_DELAY_SECONDS * 1000)
      const closed = listener.close(finishMs)
      server.closeStreams()
      await Promise.all([closed, server.stopRuns()])
      await database.close()
      await metricsListener?.close(0)
      log('info', 'stopped')
    },
  }
}
