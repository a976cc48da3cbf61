import type { Config } from './config/config-schema.ts'
import type { OpenExecutions } from './engine/executions/executions.ts'

type EngineConfig = Pick<
  Config,
  'ENGINE' | 'DATABASE_URL' | 'DATABASE_DIRECT_URL' | 'ENGINE_URL' | 'ENGINE_SECRET' | 'TEMPORAL_NAMESPACE' | 'TEMPORAL_TASK_QUEUE'
>

/** The modules of the optional packages. */
const modules = {
  dbos: () => import('#packages/engine-dbos/dbos-executions.ts'),
  temporal: () => import('#packages/engine-temporal/temporal-executions.ts'),
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'

/** Loads a module. Throws with the command that installs its package if that is missing. */
const loadOptional = <T>(engine: string, packageName: string, load: () => Promise<T>): Promise<T> =>
  load().catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new Error(`ENGINE=${engine} needs a package that is not installed. Run npm install ${packageName}.`, { cause: error })
  })

/**
 * Loads the durable execution engine of the configuration; `undefined` if it names none. Its package is optional. Throws with the command that
 * installs it if it is missing. `report`: called with failures of the engine.
 */
export async function loadExecutions(
  config: EngineConfig,
  report: (error: Error) => void,
  load: typeof modules = modules,
): Promise<OpenExecutions | undefined> {
  // Notifications need a connection of their own: no pooler.
  const databaseUrl = config.DATABASE_DIRECT_URL ?? config.DATABASE_URL
  if (config.ENGINE === 'dbos' && databaseUrl !== undefined) {
    const { openDbosExecutions } = await loadOptional('dbos', '@dbos-inc/dbos-sdk@5.3.0', load.dbos)
    return (advance) => openDbosExecutions({ databaseUrl, advance, report })
  }
  const { ENGINE_URL: url, ENGINE_SECRET: apiKey, TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: taskQueue } = config
  if (config.ENGINE !== 'temporal' || url === undefined) return undefined
  const { openTemporalExecutions } = await loadOptional('temporal', '@temporalio/client@1.24.0', load.temporal)
  return (advance) => openTemporalExecutions({ url, apiKey, namespace, taskQueue, advance, report })
}
