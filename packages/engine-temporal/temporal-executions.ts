import { setTimeout } from 'node:timers/promises'
import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client'
import { answerTasks, type Advance } from './answer-tasks.ts'
import { createOutage, getGrpcCode, grpcCodes } from './outage.ts'
import { createRate } from './rate.ts'

/** What the engine needs. */
interface TemporalParts {
  /** Address of Temporal's frontend: `http` without TLS, `https` with it. */
  readonly url: string
  readonly apiKey?: string | undefined
  readonly namespace: string
  /** The queue of the workflow tasks. It also begins the identifiers of workflows: each console has its own. */
  readonly taskQueue: string
  readonly advance: Advance
  /** Called with failures of Temporal: once for each outage. */
  readonly report: (error: Error) => void
  /** Longest time of a call, in milliseconds. By default five seconds. */
  readonly callMs?: number
  /** Milliseconds that never go back. */
  readonly clock?: () => number
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

interface DueExecution {
  readonly execution: string
  readonly key: string
  readonly isNew: boolean
}

/** The engine, opened. */
interface TemporalExecutions {
  readonly wake: (due: DueExecution) => Promise<void>
  readonly cancel: (executions: readonly string[]) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** A wake-up that Temporal has, and when it got it. */
interface WakeUp {
  readonly key: string
  readonly attempt: number
  readonly at: number
}

/** Values of Temporal's enumerations. */
const allowDuplicate = 1
const rejectDuplicate = 3

/** How many workflows are terminated a second: batches of Temporal's own have this rate. */
const terminationsPerSecond = 50

/** How many terminations are under way at most. */
const terminationsAtOnce = 100

/** How many tasks are answered at a time. */
const pollers = 5

/** After so long a wake-up that moved no person is sent again, in milliseconds. */
const repeatMs = 60_000

/** After so long a wake-up that was not sent again is forgotten, in milliseconds: its person left another way, or was never due again. */
const forgetMs = 10 * repeatMs

const waitUntilAborted = (ms: number, signal: AbortSignal): Promise<void> => setTimeout(ms, undefined, { signal }).catch(() => undefined)

/** Connects when the first call is made: an outage holds back neither the server nor messages. */
function connect({ url, apiKey }: Pick<TemporalParts, 'url' | 'apiKey'>): Connection {
  const { protocol, hostname, port } = new URL(url)
  const options = defaultGrpcRetryOptions({ maxAttempts: 2 })
  const retry = makeGrpcRetryInterceptor({
    ...options,
    retryableDecider: (count, status) => status.code !== grpcCodes.resourceExhausted && options.retryableDecider(count, status),
  })
  const once = makeGrpcRetryInterceptor({ ...options, retryableDecider: () => false })
  return Connection.lazy({
    address: `${hostname}:${port || '7233'}`,
    tls: protocol === 'https:',
    ...(apiKey !== undefined && { apiKey }),
    // A call is tried once more, unless the service has too much to do. Further attempts are those of later rounds. A poll that was tried again could not
    // be ended before its time.
    interceptors: [(call, next) => (call.method_definition.path.endsWith('/PollWorkflowTaskQueue') ? once : retry)(call, next)],
  })
}

/**
 * Opens Temporal with one workflow for each walk of a person. The name of a workflow is made of the number of the execution, which stands for the
 * version and the person.
 */
export async function openTemporalExecutions(parts: TemporalParts): Promise<TemporalExecutions> {
  const { namespace, taskQueue, advance, report, callMs = 5_000, clock = () => performance.now(), wait = waitUntilAborted } = parts
  const identity = 'journey-console'
  const prefix = `${taskQueue}-`
  const connection = connect(parts)
  const service = connection.workflowService
  const outage = createOutage(clock, report)
  /** The wake-ups that have moved no person yet, by execution, the oldest first. */
  const woken = new Map<string, WakeUp>()
  /** Executions whose last step has failed. */
  const failing = new Set<string>()
  /** Executions that are being ended, or have ended and were not taken yet; and the latter. */
  const ending = new Map<string, Promise<void>>()
  let ended: string[] = []
  const takeTerminations = createRate(terminationsPerSecond, clock)
  const closing = new AbortController()

  /** Makes a call with a deadline. Resolves to whether the service has done it, now or before (`settledBy`), and to `false` if it is away. */
  const attempt = async (run: () => Promise<unknown>, settledBy?: number): Promise<boolean> => {
    try {
      await connection.withDeadline(Date.now() + callMs, run)
    } catch (error) {
      if (outage.note(error)) return false
      if (settledBy === undefined || getGrpcCode(error) !== settledBy) throw error
    }
    outage.end()
    return true
  }

  let isNamespaceKnown = false
  let checking: Promise<boolean> | null = null
  /** Whether calls may be made. Where the namespace is missing, a workflow that is not found says nothing. */
  const isReady = async (): Promise<boolean> => {
    if (outage.isHeldBack()) return false
    if (isNamespaceKnown) return true
    checking ??= attempt(() => service.describeNamespace({ namespace })).finally(() => {
      checking = null
    })
    isNamespaceKnown = await checking
    return isNamespaceKnown
  }

  const describeStart = (execution: string, requestId: string) => ({
    namespace,
    identity,
    requestId,
    workflowId: `${prefix}${execution}`,
    workflowType: { name: 'journey-console-walk' },
    taskQueue: { name: taskQueue },
  })
  /** Starts the one workflow of a walk. If there is one by this name, an earlier attempt has started it. */
  const start = (execution: string, requestId: string) =>
    attempt(
      () => service.startWorkflowExecution({ ...describeStart(execution, requestId), workflowIdReusePolicy: rejectDuplicate }),
      grpcCodes.alreadyExists,
    )
  /** Wakes a workflow. One that was never started, or was ended by hand, is started: its person would stay where they are. */
  const signal = (execution: string, requestId: string) =>
    attempt(() =>
      service.signalWithStartWorkflowExecution({
        ...describeStart(execution, requestId),
        signalName: 'due',
        workflowIdReusePolicy: allowDuplicate,
      }),
    )
  const terminate = async (execution: string): Promise<void> => {
    const workflowExecution = { workflowId: `${prefix}${execution}` }
    const reason = 'The person is no longer inside.'
    try {
      const isDone = await attempt(
        () => service.terminateWorkflowExecution({ namespace, identity, workflowExecution, reason }),
        grpcCodes.notFound,
      )
      if (isDone) ended.push(execution)
      else ending.delete(execution)
    } catch (error) {
      ending.delete(execution)
      report(error instanceof Error ? error : new Error(String(error)))
    }
  }
  const takeEnded = (): readonly string[] => {
    const taken = ended
    ended = []
    for (const execution of taken) {
      ending.delete(execution)
      woken.delete(execution)
      failing.delete(execution)
    }
    return taken
  }
  const keepWakeUp = (execution: string, wakeUp: WakeUp) => {
    for (const [old, { at }] of woken) {
      if (wakeUp.at - at < forgetMs) break
      woken.delete(old)
    }
    // Deleted first, so that it becomes the newest.
    woken.delete(execution)
    woken.set(execution, wakeUp)
  }

  const findExecution = (workflowId: string) =>
    workflowId.startsWith(prefix) && /^\d+$/.test(workflowId.slice(prefix.length)) ? workflowId.slice(prefix.length) : null
  const onMoved = (execution: string) => void woken.delete(execution)
  const tasks = { connection, namespace, taskQueue, identity, advance, findExecution, failing, onMoved, outage, callMs, report, wait }
  const polls = Array.from({ length: pollers }, () => answerTasks(tasks, closing.signal))

  return {
    wake: async ({ execution, key, isNew }) => {
      const last = woken.get(execution)
      const isRepeated = last?.key === key
      if (isRepeated && clock() - last.at < repeatMs) return
      if (!(await isReady())) return
      const number = isRepeated ? last.attempt + 1 : 0
      // Written before the call: its workflow may have moved the person when the answer comes.
      keepWakeUp(execution, { key, attempt: number, at: clock() })
      const forget = () => void woken.delete(execution)
      const isSent = await (isNew ? start : signal)(execution, `${key} ${number}`).catch((error: unknown) => {
        forget()
        throw error
      })
      if (!isSent) forget()
    },
    cancel: async (executions) => {
      if (await isReady()) {
        const waiting = executions.filter((execution) => !ending.has(execution)).slice(0, terminationsAtOnce - ending.size)
        for (const execution of waiting.slice(0, takeTerminations(waiting.length))) ending.set(execution, terminate(execution))
      }
      return takeEnded()
    },
    close: async () => {
      closing.abort()
      await Promise.all([...polls, ...ending.values()])
      await connection.close()
    },
  }
}
