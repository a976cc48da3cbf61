import { readConfig, wrongConfigExitCode } from './config/read-config.ts'

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

const { config, options, mistakes } = readConfig(process.env, process.argv.slice(2))
if (mistakes) exitWith(wrongConfigExitCode, mistakes)
try {
  // Only now: a wrong configuration is answered at once.
  const { runServer } = await import('./run-server.ts')
  await runServer(config, options)
} catch (error) {
  exitWith(1, [explainFailure(error)])
}
