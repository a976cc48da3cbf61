import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from './config/config-schema.ts'
import type { ServerOptions } from './config/read-config.ts'
import { readStaticFiles } from './http/static-files.ts'
import { getCurrentOperation } from './logs/current-operation.ts'
import { createLog, describeError } from './logs/log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { addProcessFigures } from './metrics/process-figures.ts'
import { openDatabases } from './open-databases.ts'
import { loadExecutions } from './load-executions.ts'
import { createMonotonicClock } from './runtime/monotonic-clock.ts'
import { startInterval, wait } from './runtime/timers.ts'
import { PoolerError } from './store/changes/listening-connection.ts'
import { isCancelled, isUnavailable } from './store/is-unavailable.ts'
import { startServer, type RunningServer } from './start-server.ts'

const builtConsole = fileURLToPath(new URL('../dist', import.meta.url))

/** Starts the server as a process: it prints its address, logs to the error output, and stops on SIGTERM and SIGINT. */
export async function runServer(config: Config, options: ServerOptions): Promise<void> {
  const folder = config.CONSOLE_FOLDER ?? builtConsole
  const page = join(folder, 'index.html')
  if (!existsSync(page)) throw new Error(`The console is not built: there is no ${page}. Run npm run build.`)
  const log = createLog((line) => process.stderr.write(line), config.LOG_LEVEL ?? (process.stderr.isTTY ? 'warn' : 'info'))
  const report = (error: Error) => {
    if (error instanceof PoolerError) return log('warn', 'polling', { message: error.message })
    if (isCancelled(error)) return log('error', 'statement-cancelled', { operation: getCurrentOperation(), message: error.message })
    // That the database is away is logged by the server, once.
    if (!isUnavailable(error)) log('error', 'failure', describeError(error))
  }
  let server: RunningServer | null = null
  const stop = (signal: NodeJS.Signals) => {
    // A second signal ends the program at once.
    for (const each of ['SIGTERM', 'SIGINT'] as const) process.removeListener(each, stop)
    log('info', 'signal', { signal })
    // Before the start, as while it waits for its database, there is nothing to finish.
    const stopped = server?.stop() ?? Promise.resolve()
    stopped.then(
      () => process.exit(0),
      (error: unknown) => {
        log('error', 'failure', describeError(error))
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
  const metrics = createMetrics()
  addProcessFigures(metrics)
  const openExecutions = await loadExecutions(config, report)
  const parts = {
    config,
    openExecutions,
    ...(await openDatabases(config, report, (ms) => metrics.hints.observe(ms / 1000))),
    files: readStaticFiles(folder),
    log,
    metrics,
    every: startInterval,
    wait,
    clock: createMonotonicClock(),
    realTime: Date.now,
  }
  server = await startServer(parts, options)
  process.stdout.write(`Journey Console: ${config.PUBLIC_URL ?? server.address}\n`)
}
