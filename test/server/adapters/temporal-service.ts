import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import proto from '@temporalio/proto'

const messages = proto.temporal.api.workflowservice.v1

/** The methods that the engine calls, with their requests. */
interface Requests {
  readonly DescribeNamespace: proto.temporal.api.workflowservice.v1.DescribeNamespaceRequest
  readonly StartWorkflowExecution: proto.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest
  readonly SignalWithStartWorkflowExecution: proto.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest
  readonly TerminateWorkflowExecution: proto.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest
  readonly PollWorkflowTaskQueue: proto.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest
  readonly RespondWorkflowTaskCompleted: proto.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest
  readonly RespondWorkflowTaskFailed: proto.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest
}
type Method = keyof Requests

const methods: readonly Method[] = [
  'DescribeNamespace',
  'StartWorkflowExecution',
  'SignalWithStartWorkflowExecution',
  'TerminateWorkflowExecution',
  'PollWorkflowTaskQueue',
  'RespondWorkflowTaskCompleted',
  'RespondWorkflowTaskFailed',
]

/** A run of a workflow. */
interface Run {
  readonly workflowId: string
  readonly taskQueue: string
  state: 'running' | 'completed' | 'terminated'
  readonly requestIds: Set<string>
  /** Whether a task waits to be taken, and the token of the one that was taken. */
  isTaskWaiting: boolean
  token: string | null
}

/** An error of gRPC. */
const createError = (code: status, details: string) => Object.assign(new Error(details), { code, details })

const completeWorkflowExecution = proto.temporal.api.enums.v1.CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION
const rejectDuplicate = proto.temporal.api.enums.v1.WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE

/** Longest time of a call in tests, in milliseconds: it ends no call that a test holds, and none on a busy machine. */
export const longCallMs = 3_600_000

/** The fake of Temporal's service. */
export interface TemporalService {
  readonly url: string
  /** The states of the workflows by their names: of the newest run. */
  readonly listStates: () => Readonly<Record<string, Run['state']>>
  /** How many runs a workflow has had. */
  readonly countRuns: (workflowId: string) => number
  /** What was received, in order, as text. */
  readonly calls: readonly { readonly method: Method; readonly text: string }[]
  /** The next calls of a method fail with these codes. */
  readonly failNext: (method: Method, ...codes: status[]) => void
  /** The next call of a method is done, but its answer is lost. */
  readonly loseNextAnswer: (method: Method) => void
  /** Calls of a method are not answered before the returned function is called. */
  readonly hold: (method: Method) => () => void
  /** Ends a run as a person does who terminates it by hand. */
  readonly terminate: (workflowId: string) => void
  /** Gives tasks again that were taken and not answered, as Temporal does after ten seconds. */
  readonly timeOutTasks: () => void
  readonly close: () => void
}

/** Starts the part of Temporal's service that the engine uses, over gRPC: names of workflows, wake-ups, tasks. It has one namespace, `default`. */
export async function startTemporalService(): Promise<TemporalService> {
  const runs = new Map<string, Run[]>()
  const calls: { method: Method; text: string }[] = []
  const failures = new Map<Method, status[]>()
  const lost = new Set<Method>()
  const gates = new Map<Method, Promise<void>>()
  const polls = new Set<{ readonly taskQueue: string; readonly give: (run: Run) => void }>()
  let tokens = 0

  const findRun = (workflowId: string | null | undefined) => runs.get(workflowId ?? '')?.at(-1)
  const listRuns = () => [...runs.values()].flatMap((each) => each.slice(-1))
  const giveTasks = () => {
    for (const run of listRuns()) {
      const poll = [...polls].find(({ taskQueue }) => taskQueue === run.taskQueue)
      if (run.state !== 'running' || !run.isTaskWaiting || run.token !== null || !poll) continue
      polls.delete(poll)
      run.isTaskWaiting = false
      run.token = `task ${++tokens}`
      poll.give(run)
    }
  }
  const addTask = (run: Run) => {
    run.isTaskWaiting = true
    giveTasks()
  }
  const checkNamespace = (namespace: string) => {
    if (namespace !== 'default') throw createError(status.NOT_FOUND, `Namespace ${namespace} is not found.`)
  }
  const start = (request: Requests['StartWorkflowExecution'] | Requests['SignalWithStartWorkflowExecution']) => {
    checkNamespace(request.namespace)
    const earlier = findRun(request.workflowId)
    if (earlier?.requestIds.has(request.requestId)) return {}
    if (earlier?.state === 'running' || (earlier && request.workflowIdReusePolicy === rejectDuplicate))
      throw createError(status.ALREADY_EXISTS, 'Workflow execution already started')
    const { workflowId } = request
    const taskQueue = request.taskQueue?.name ?? ''
    const run: Run = {
      workflowId,
      taskQueue,
      state: 'running',
      requestIds: new Set([request.requestId]),
      isTaskWaiting: false,
      token: null,
    }
    runs.set(workflowId, [...(runs.get(workflowId) ?? []), run])
    addTask(run)
    return {}
  }
  const end = (workflowId: string | null | undefined) => {
    const run = findRun(workflowId)
    if (run?.state !== 'running') throw createError(status.NOT_FOUND, 'workflow execution already completed')
    run.state = 'terminated'
    return {}
  }
  const takeBack = (token: Uint8Array) => {
    const text = Buffer.from(token).toString()
    const run = listRuns().find((each) => each.token === text)
    if (run?.state !== 'running') throw createError(status.NOT_FOUND, 'Workflow task not found.')
    run.token = null
    return run
  }
  const handlers: { readonly [M in Method]: (request: Requests[M], onCancelled: (end: () => void) => void) => unknown } = {
    DescribeNamespace: ({ namespace }) => {
      checkNamespace(namespace)
      return {}
    },
    StartWorkflowExecution: start,
    SignalWithStartWorkflowExecution: (request) => {
      const run = findRun(request.workflowId)
      if (run?.state !== 'running') return start(request)
      if (!run.requestIds.has(request.requestId)) addTask(run)
      run.requestIds.add(request.requestId)
      return {}
    },
    TerminateWorkflowExecution: ({ namespace, workflowExecution }) => {
      checkNamespace(namespace)
      return end(workflowExecution?.workflowId)
    },
    PollWorkflowTaskQueue: ({ namespace, taskQueue }, onCancelled) => {
      checkNamespace(namespace)
      return new Promise((resolve) => {
        const poll = {
          taskQueue: taskQueue?.name ?? '',
          give: ({ workflowId, token }: Run) =>
            resolve({ taskToken: Buffer.from(token ?? ''), workflowExecution: { workflowId, runId: 'run' } }),
        }
        polls.add(poll)
        onCancelled(() => polls.delete(poll))
        giveTasks()
      })
    },
    RespondWorkflowTaskCompleted: ({ taskToken, commands, forceCreateNewWorkflowTask }) => {
      const run = takeBack(taskToken)
      const isCompleting = commands.some(({ commandType }) => commandType === completeWorkflowExecution)
      if (isCompleting && run.isTaskWaiting) {
        giveTasks()
        throw createError(status.INVALID_ARGUMENT, 'UnhandledCommand')
      }
      if (isCompleting) run.state = 'completed'
      if (forceCreateNewWorkflowTask) run.isTaskWaiting = true
      giveTasks()
      return {}
    },
    RespondWorkflowTaskFailed: ({ taskToken }) => {
      addTask(takeBack(taskToken))
      return {}
    },
  }

  const answer = async <M extends Method>(method: M, call: ServerUnaryCall<Requests[M], unknown>) => {
    calls.push({ method, text: JSON.stringify(call.request) })
    await gates.get(method)
    const code = failures.get(method)?.shift()
    if (code !== undefined) throw createError(code, 'planted')
    const response = await handlers[method](call.request, (onEnd) => call.on('cancelled', onEnd))
    if (lost.delete(method)) throw createError(status.DEADLINE_EXCEEDED, 'The answer was lost.')
    return response
  }
  const server = new Server()
  const implement = <M extends Method>(method: M) => ({
    [method]: async (call: ServerUnaryCall<Requests[M], unknown>, callback: sendUnaryData<unknown>) => {
      try {
        callback(null, await answer(method, call))
      } catch (error) {
        callback(error as Error)
      }
    },
  })
  const implementation: UntypedServiceImplementation = Object.assign({}, ...methods.map(implement))
  const describeMethod = (method: Method) => ({
    path: `/temporal.api.workflowservice.v1.WorkflowService/${method}`,
    requestStream: false,
    responseStream: false,
    requestDeserialize: (bytes: Buffer) => messages[`${method}Request`].decode(bytes),
    requestSerialize: () => Buffer.alloc(0),
    responseDeserialize: () => ({}),
    responseSerialize: (response: object) => Buffer.from(messages[`${method}Response`].encode(response).finish()),
  })
  server.addService(Object.fromEntries(methods.map((method) => [method, describeMethod(method)])), implementation)
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    listStates: () => Object.fromEntries(listRuns().map(({ workflowId, state }) => [workflowId, state])),
    countRuns: (workflowId) => runs.get(workflowId)?.length ?? 0,
    calls,
    failNext: (method, ...codes) => void failures.set(method, codes),
    loseNextAnswer: (method) => void lost.add(method),
    hold: (method) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gates.set(method, promise)
      return () => {
        gates.delete(method)
        resolve()
      }
    },
    terminate: (workflowId) => void end(workflowId),
    timeOutTasks: () => {
      for (const run of listRuns())
        if (run.token !== null) {
          run.token = null
          run.isTaskWaiting = true
        }
      giveTasks()
    },
    close: () => server.forceShutdown(),
  }
}
