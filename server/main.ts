import { describeFailure } from './describe-failure.ts'
import { readConfig, wrongConfigExitCode } from './config/read-config.ts'

/** Ends the program with sentences about what is wrong. */
function exitWith(code: number, sentences: readonly string[]): never {
  process.stderr.write(`${sentences.join('\n')}\n`)
  process.exit(code)
}

const { config, options, mistakes } = readConfig(process.env, process.argv.slice(2))
if (mistakes) exitWith(wrongConfigExitCode, mistakes)
try {
  // Only now: a wrong configuration is answered at once.
  const { runServer } = await import('./run-server.ts')
  await runServer(config, options)
} catch (error) {
  exitWith(1, [describeFailure(error, config)])
}
