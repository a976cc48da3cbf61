import { DBOS } from '@dbos-inc/dbos-sdk'

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
  readonly wake: (due: readonly DueExecution[]) => Promise<void>
  readonly cancel: (executions: readonly string[]) => Promise<void>
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

/** How many wake-ups are written at a time. */
const wakeUpsAtOnce = 50

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
  DBOS.setConfig({
    name: 'journey-console',
    systemDatabaseUrl: databaseUrl,
    applicationVersion: workflowVersion,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (value) => report(toError(value)) },
  })
  const walk = DBOS.registerWorkflow(
    async (execution: string): Promise<void> => {
      running.add(execution)
      try {
        for (;;) {
          const options = { name: 'advance', retriesAllowed: true, maxAttempts: 1_000, intervalSeconds: 1, backoffRate: 1 }
          const step = await DBOS.runStep(() => advance(execution), options)
          if (step === 'left') return
          if (step === 'waiting') await DBOS.recv(topic, { timeoutSeconds: unaskedSeconds, pollingIntervalMs })
        }
      } finally {
        running.delete(execution)
      }
    },
    { name: 'walk' },
  )
  await DBOS.launch()
  const wakeOne = async ({ execution, key, isNew }: DueExecution): Promise<void> => {
    const workflowID = nameWorkflow(execution)
    if (!running.has(execution)) await DBOS.startWorkflow(walk, { workflowID })(execution)
    if (!isNew) await DBOS.send(workflowID, null, topic, key)
  }
  return {
    wake: async (due) => {
      for (let from = 0; from < due.length; from += wakeUpsAtOnce)
        await Promise.all(due.slice(from, from + wakeUpsAtOnce).map((each) => wakeOne(each)))
    },
    cancel: (executions) => DBOS.cancelWorkflows(executions.map((execution) => nameWorkflow(execution))),
    close: () => DBOS.shutdown({ deregister: true }),
  }
}
