import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig, wrongConfigExitCode } from './config/read-config.ts'
import { readStaticFiles } from './http/static-files.ts'
import { createLog, describeError } from './logs/log.ts'
import { openDatabases } from './open-databases.ts'
import { isUnavailable } from './runtime/guard-store.ts'
import { createMonotonicClock } from './runtime/monotonic-clock.ts'
import { startInterval, wait } from './runtime/timers.ts'
import { startServer } from './start-server.ts'

const consoleFolder = fileURLToPath(new URL('../dist', import.meta.url))

/** Ends the program with sentences about what is wrong. */
function exitWith(code: number, sentences: readonly string[]): never {
  process.stderr.write(`${sentences.join('\n')}\n`)
  process.exit(code)
}

/** Why the server cannot start, in one sentence. */
function explainFailure(error: unknown): string {
  const { code, message } = error as Partial<NodeJS.ErrnoException>
  if (code === 'EADDRINUSE') return 'The port is in use: choose another one with PORT, for example PORT=8081.'
  if (code === 'EACCES') return 'The port may not be used by this user: choose another one with PORT, for example PORT=8081.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST is not an address of this machine.'
  return `The server cannot start: ${message ?? 'unknown error'}`
}

async function run(): Promise<void> {
  const reading = readConfig(process.env, process.argv.slice(2))
  if (reading.mistakes) return exitWith(wrongConfigExitCode, reading.mistakes)
  const { config, options } = reading
  const log = createLog((line) => process.stderr.write(line), config.LOG_LEVEL ?? (process.stderr.isTTY ? 'warn' : 'info'))
  const folder = config.CONSOLE_FOLDER ?? consoleFolder
  if (!existsSync(join(folder, 'index.html')))
    exitWith(1, [`The console is not built: there is no ${join(folder, 'index.html')}. Run npm run build.`])
  const server = await startServer(
    {
      config,
      ...(await openDatabases(config, (error) => {
        // That the database is away is logged by the server, once.
        if (!isUnavailable(error)) log('error', 'failure', describeError(error))
      })),
      files: readStaticFiles(folder),
      log,
      every: startInterval,
      wait,
      clock: createMonotonicClock(),
      realTime: Date.now,
    },
    options,
  )
  process.stdout.write(`Journey Console: ${config.PUBLIC_URL ?? server.address}\n`)
  const stop = (signal: NodeJS.Signals) => {
    // A second signal ends the program at once.
    for (const each of ['SIGTERM', 'SIGINT'] as const) process.removeListener(each, stop)
    log('info', 'signal', { signal })
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
}

try {
  await run()
} catch (error) {
  exitWith(1, [explainFailure(error)])
}
