import type { Config } from './config/config-schema.ts'
import type { OpenExecutions } from './engine/executions/executions.ts'

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'

/**
 * Loads the durable execution engine of the configuration; `undefined` if it names none. Its package is optional. Throws with the command that
 * installs it if it is missing. `report`: called with failures of the engine.
 */
export async function loadExecutions(
  { ENGINE, DATABASE_URL, DATABASE_DIRECT_URL }: Pick<Config, 'ENGINE' | 'DATABASE_URL' | 'DATABASE_DIRECT_URL'>,
  report: (error: Error) => void,
  load = () => import('#packages/engine-dbos/dbos-executions.ts'),
): Promise<OpenExecutions | undefined> {
  // Notifications need a connection of their own: no pooler.
  const databaseUrl = DATABASE_DIRECT_URL ?? DATABASE_URL
  if (ENGINE !== 'dbos' || databaseUrl === undefined) return undefined
  const { openDbosExecutions } = await load().catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new Error('ENGINE=dbos needs a package that is not installed. Run npm install @dbos-inc/dbos-sdk@5.3.0.', { cause: error })
  })
  return (advance) => openDbosExecutions({ databaseUrl, advance, report })
}
