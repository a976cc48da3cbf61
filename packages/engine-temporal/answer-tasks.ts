import type { Connection } from '@temporalio/client'
import { getGrpcCode, grpcCodes, type Outage } from './outage.ts'

type Service = Connection['workflowService']
type Task = Awaited<ReturnType<Service['pollWorkflowTaskQueue']>>

/** Moves the person of an execution by one step, if they are due. */
export type Advance = (execution: string) => Promise<'moved' | 'waiting' | 'left'>

/** What the answers to tasks need. */
export interface TaskParts {
  readonly connection: Pick<Connection, 'workflowService' | 'withDeadline' | 'withAbortSignal'>
  readonly namespace: string
  readonly taskQueue: string
  readonly identity: string
  readonly advance: Advance
  /** The execution of a workflow; `null` if it is not one of this console. */
  readonly findExecution: (workflowId: string) => string | null
  /** Executions whose last step has failed: why is reported once. */
  readonly failing: Set<string>
  /** Called when an execution has moved its person by a step, or has ended. */
  readonly onMoved: (execution: string) => void
  readonly outage: Outage
  /** Longest time of a call, in milliseconds. */
  readonly callMs: number
  readonly report: (error: Error) => void
  /** Waits, also past its time if the signal ends it before. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Longest time that Temporal holds a poll, and a margin, in milliseconds. The time of a call is added. */
const heldMs = 65_000

/** How many steps one task takes at most: a task has to be answered within ten seconds. */
const stepsPerTask = 20

/** Pause after an error that is no outage, in milliseconds: it is most often one of the configuration. */
const errorPauseMs = 10_000

/** Values of Temporal's enumerations. */
const completeWorkflowExecution = 4
const workerUnhandledFailure = 14

const toError = (value: unknown): Error => (value instanceof Error ? value : new Error(String(value)))

/** Moves a person as long as they are due, up to a number of steps. `onMoved`: called after each step, unless they wait. */
async function takeSteps(advance: Advance, execution: string, onMoved: TaskParts['onMoved']): Promise<'moved' | 'waiting' | 'left'> {
  let last: 'moved' | 'waiting' | 'left' = 'moved'
  for (let count = 0; count < stepsPerTask && last === 'moved'; count++) {
    last = await advance(execution)
    if (last !== 'waiting') onMoved(execution)
  }
  return last
}

/**
 * Answers workflow tasks until the signal ends it: that is the whole of the workflow. It has no state of its own and decides nothing. Each step asks
 * the fence, so that a task that is delivered twice, or after a stop, moves no person. That is why nothing is replayed.
 */
export async function answerTasks(parts: TaskParts, signal: AbortSignal): Promise<void> {
  const { connection, namespace, taskQueue, identity, advance, findExecution, failing, onMoved, outage, callMs, report, wait } = parts
  const service = connection.workflowService
  const call = <T>(ms: number, run: () => Promise<T>): Promise<T> => connection.withDeadline(Date.now() + ms, run)

  const step = async (task: Task): Promise<'moved' | 'waiting' | 'left' | null> => {
    const execution = findExecution(task.workflowExecution?.workflowId ?? '')
    if (execution === null) return null
    try {
      const result = await takeSteps(advance, execution, onMoved)
      failing.delete(execution)
      return result
    } catch (error) {
      // Temporal is not told why: errors of a database may name a person.
      if (!failing.has(execution)) report(toError(error))
      failing.add(execution)
      return null
    }
  }
  const answer = async (task: Task): Promise<void> => {
    const { taskToken } = task
    const result = await step(task)
    if (result === null) {
      const failure = { message: 'The step failed.', source: 'journey-console' }
      await call(callMs, () =>
        service.respondWorkflowTaskFailed({ namespace, identity, taskToken, cause: workerUnhandledFailure, failure }),
      )
      return
    }
    const commands = result === 'left' ? [{ commandType: completeWorkflowExecution, completeWorkflowExecutionCommandAttributes: {} }] : []
    const forceCreateNewWorkflowTask = result === 'moved'
    await call(callMs, () => service.respondWorkflowTaskCompleted({ namespace, identity, taskToken, commands, forceCreateNewWorkflowTask }))
  }
  const poll = async (): Promise<Task> => {
    // Each poll has its own signal: the client never removes the listener that it adds.
    const controller = new AbortController()
    const abort = (): void => controller.abort()
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await connection.withAbortSignal(controller.signal, () =>
        call(heldMs + callMs, () => service.pollWorkflowTaskQueue({ namespace, taskQueue: { name: taskQueue }, identity })),
      )
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
  const pauseAfter = async (error: unknown): Promise<void> => {
    const isAway = outage.note(error)
    if (!isAway) report(toError(error))
    await wait(isAway ? outage.getPauseMs() : errorPauseMs, signal)
  }

  while (!signal.aborted) {
    try {
      const task = await poll()
      outage.end()
      if (task.taskToken.length === 0) continue
      await answer(task).catch((error: unknown) => {
        // The workflow was terminated meanwhile, or a wake-up has come: Temporal gives the task again.
        const code = getGrpcCode(error)
        if (code !== grpcCodes.notFound && code !== grpcCodes.invalidArgument) throw error
      })
    } catch (error) {
      if (!signal.aborted) await pauseAfter(error)
    }
  }
}
