import { readConfig, wrongConfigExitCode } from './config/read-config.ts'
import { runMaintenance } from './run-maintenance.ts'
import { openJourneys } from './open-databases.ts'

const { config, mistakes } = readConfig(process.env)
if (mistakes) {
  process.stderr.write(`${mistakes.join('\n')}\n`)
  process.exit(wrongConfigExitCode)
}
try {
  const store = await openJourneys(config, (error) => process.stderr.write(`${error.message}\n`))
  const { lines, isSuccess } = await runMaintenance(store, process.argv.slice(2))
  await store.close()
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = isSuccess ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`)
  process.exitCode = 1
}
