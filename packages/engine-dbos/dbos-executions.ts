import { DBOS } from '@dbos-inc/dbos-sdk'
import { openPool } from './open-pool.ts'

/** What the engine needs. */
interface DbosParts {
  /** Address of the PostgreSQL database in which DBOS keeps its workflows, in a schema of its own. */
  readonly databaseUrl: string
  /** Moves the person of an execution by one step, if they are due. */
  readonly advance: (execution: string) => Promise<'moved' | 'waiting' | 'left'>
  /** Called with what DBOS reports as a failure. */
  readonly report: (error: Error) => void
}

interface DueExecution {
  readonly execution: string
  readonly key: string
  readonly isNew: boolean
}

/** The engine, opened. */
interface DbosExecutions {
  readonly wake: (due: DueExecution) => Promise<void>
  readonly cancel: (executions: readonly string[]) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/**
 * The version of the workflow below. DBOS goes on only with workflows of the same version: it changes if the order of the steps does. By default it
 * would be a digest of the source, and an upgrade would leave all workflows behind.
 */
const workflowVersion = 'journey-console-1'

/** The topic of wake-ups. */
const topic = 'due'

/** After so long without a wake-up an execution asks by itself, in seconds: its cancellation may have been lost. */
const unaskedSeconds = 86_400

/** How often one waiting execution asks the database for a wake-up whose notification was lost, in milliseconds. */
const pollingIntervalMs = 600_000

/**
 * A step that fails is tried again for weeks: DBOS never goes on with a workflow whose step has failed for good, and its person would stay where they
 * are.
 */
const stepOptions = { name: 'advance', retriesAllowed: true, maxAttempts: 1_000_000, intervalSeconds: 2, backoffRate: 1 }

/** How often a workflow is recovered at most. Each start of the server recovers all that wait: that says nothing against them. */
const maxRecoveryAttempts = 1_000_000_000

const toError = (value: unknown): Error =>
  value instanceof Error ? value : new Error(typeof value === 'string' ? value : JSON.stringify(value))

/** Names the workflow of an execution. */
const nameWorkflow = (execution: string): string => `journey-console-${execution}`

/**
 * Opens DBOS with one workflow for each walk of a person, and goes on with those that were under way. A process has one DBOS: it may be opened again
 * once it is closed. The workflow decides nothing. Each step asks the fence, so that a step that runs on after a stop, or twice, moves no person.
 */
export async function openDbosExecutions({ databaseUrl, advance, report }: DbosParts): Promise<DbosExecutions> {
  /** Executions whose workflow runs in this process. */
  const running = new Set<string>()
  const pool = openPool(databaseUrl)
  // DBOS leaves connections that it has not opened to others.
  const close = async () => {
    try {
      await DBOS.shutdown({ deregister: true })
    } finally {
      await pool.end()
    }
  }
  DBOS.setConfig({
    name: 'journey-console',
    systemDatabaseUrl: databaseUrl,
    systemDatabasePool: pool,
    applicationVersion: workflowVersion,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (value) => report(toError(value)) },
  })
  /** Why a step failed is reported once. DBOS stores the errors of its steps, and those of a database may name a person. */
  const createStep = (execution: string) => {
    let isReported = false
    return async () => {
      const step = await advance(execution).catch((error: unknown) => {
        if (!isReported) report(toError(error))
        isReported = true
        return null
      })
      if (step === null) throw new Error('The step failed.')
      return step
    }
  }
  const walk = DBOS.registerWorkflow(
    async (execution: string): Promise<void> => {
      running.add(execution)
      try {
        for (;;) {
          const step = await DBOS.runStep(createStep(execution), stepOptions)
          if (step === 'left') return
          if (step === 'waiting') await DBOS.recv(topic, { timeoutSeconds: unaskedSeconds, pollingIntervalMs })
        }
      } finally {
        running.delete(execution)
      }
    },
    { name: 'walk', maxRecoveryAttempts },
  )
  try {
    await DBOS.launch()
  } catch (error) {
    // Otherwise the next attempt could register nothing.
    await close().catch(() => undefined)
    throw error
  }
  return {
    wake: async ({ execution, key, isNew }) => {
      const workflowID = nameWorkflow(execution)
      if (!running.has(execution)) await DBOS.startWorkflow(walk, { workflowID })(execution)
      if (!isNew) await DBOS.send(workflowID, null, topic, key)
    },
    cancel: async (executions) => {
      await DBOS.cancelWorkflows(executions.map((execution) => nameWorkflow(execution)))
      return executions
    },
    close,
  }
}
