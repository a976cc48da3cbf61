import {
  apiOperationNames,
  apiOperations,
  hasMatchingQuery,
  type ApiOperation,
  type ApiOperationName,
} from '#api/contract/api-operations.ts'
import type { Session } from '#api/contract/session.ts'
import { actions, type Action } from '#domain/lifecycle.ts'
import { Hono } from 'hono/tiny'
import { handleBatchCancel, handleBatchRetry, handleBatchStart } from '#backend/batches/batch-commands.ts'
import { readBatch, readBatches } from '#backend/batches/batch-reads.ts'
import { createPreflight } from '#backend/batches/create-preflight.ts'
import { enterPeople } from '#backend/commands/enter-people.ts'
import { replayEngineCommand } from '#backend/commands/replay-engine-command.ts'
import { findPerson } from '#backend/commands/find-person.ts'
import { executeCommand } from '#backend/commands/execute-command.ts'
import { toResponse, type Answer } from '#backend/http/answer.ts'
import type { Environment } from './environment.ts'
import { createEventHub } from '#backend/events/event-hub.ts'
import { streamEvents } from '#backend/events/event-stream.ts'
import { readOperation, cancelOperation } from '#backend/commands/operation-status.ts'
import { createForbiddenProblem, createProblem, HttpProblem, internalError } from '#backend/http/problem.ts'
import { createSavedView, readSavedViews, removeSavedView, updateSavedView } from '#backend/saved-views/saved-views.ts'
import { exportVersions } from '#backend/views/export.ts'
import {
  readCopyName,
  readFacets,
  readHistory,
  readImpact,
  readList,
  readVersion,
  readVersions,
  readOverview,
  readPopulation,
  readEngineCommands,
  readSession,
  type ReadHandler,
} from '#backend/views/reads.ts'

/** Handles a request of a signed-in user. `name` is the path parameter: an identifier or an idempotency key. */
type SessionHandler = (session: Session, request: Request, name: string) => Promise<Answer | Response>

/** The handler of each operation. */
function createHandlers(environment: Environment): Readonly<Record<ApiOperationName, SessionHandler>> {
  const hub = createEventHub(environment)
  const handleRead =
    (read: ReadHandler): SessionHandler =>
    (session, request, id) =>
      read(environment, session, request, id)
  const handleAction =
    (action: Action): SessionHandler =>
    (session, request, id) =>
      executeCommand(environment, session, action, id, request)
  return {
    readSession: (session, request) => readSession(environment, session, request),
    listVersions: handleRead(readList),
    exportVersions: (session, request) => exportVersions(environment, session, request),
    readVersion: handleRead(readVersion),
    readVersions: handleRead(readVersions),
    readFacets: handleRead(readFacets),
    readHistory: handleRead(readHistory),
    readImpact: handleRead(readImpact),
    readCopyName: handleRead(readCopyName),
    readPopulation: handleRead(readPopulation),
    readOverview: handleRead(readOverview),
    readBatches: handleRead(readBatches),
    readBatch: handleRead(readBatch),
    readEngineCommands: handleRead(readEngineCommands),
    createPreflight: (session, request) => createPreflight(environment, session, request),
    startBatch: (session, request) => handleBatchStart(environment, session, request),
    cancelBatch: (session, request, id) => handleBatchCancel(environment, session, request, id),
    retryBatch: (session, request, id) => handleBatchRetry(environment, session, request, id),
    findPerson: (session, request) => findPerson(environment, session, request),
    enterPeople: (session, request, id) => enterPeople(environment, session, id, request),
    readSavedViews: (session, request) => readSavedViews(environment, session, request),
    createSavedView: (session, request) => createSavedView(environment, session, request),
    updateSavedView: (session, request, id) => updateSavedView(environment, session, request, id),
    deleteSavedView: (session, request, id) => removeSavedView(environment, session, request, id),
    replayEngineCommand: (session, request, id) => replayEngineCommand(environment, session, id, request),
    streamEvents: (_, request) => streamEvents(environment, hub, request),
    readOperation: (session, request, key) => readOperation(environment, session, request, key),
    cancelOperation: (session, request, key) => cancelOperation(environment, session, request, key),
    ...(Object.fromEntries(actions.map((action) => [action, handleAction(action)])) as Record<Action, SessionHandler>),
  }
}

const cannotView = createForbiddenProblem('view')

/** The path of an operation in the syntax of the router. */
const toRoutePath = ({ path }: ApiOperation): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** Creates the routes of the backend. Other methods of a known path get 405 with `Allow`. */
export function createApp(environment: Environment): Hono {
  const app = new Hono()

  const { signInPath } = environment
  const unauthenticated = createProblem('unauthenticated', 'Nobody is signed in.', signInPath === undefined ? {} : { signIn: signInPath })

  const addRoute = (operation: ApiOperation, handle: SessionHandler) => {
    const { method, needsView } = operation
    app.on(method, toRoutePath(operation), async ({ req }, next) => {
      if (!hasMatchingQuery(operation, new URL(req.url).searchParams)) return next()
      const session = await environment.identify(req.raw)
      if (!session) return toResponse(unauthenticated)
      if (needsView && !session.permissions.includes('view')) return toResponse(cannotView)
      const answer = await handle(session, req.raw, req.param('id') ?? req.param('key') ?? '')
      return answer instanceof Response ? answer : toResponse(answer)
    })
  }
  const addMethodProblem = (operation: ApiOperation) => {
    const methods = Object.values(apiOperations).filter(({ path }) => path === operation.path)
    const allow = [...new Set(methods.map(({ method }) => (method === 'GET' ? 'GET, HEAD' : method)))].join(', ')
    app.all(toRoutePath(operation), () => toResponse(createProblem('method-not-allowed', `Only ${allow} is known here.`, {}, { allow })))
  }
  const handlers = createHandlers(environment)
  for (const name of apiOperationNames) addRoute(apiOperations[name], handlers[name])
  for (const name of apiOperationNames) addMethodProblem(apiOperations[name])

  app.notFound(() => toResponse(createProblem('not-found', 'There is nothing at this address.')))
  app.onError((error) => {
    if (error instanceof HttpProblem) return toResponse(error.answer)
    environment.report?.(error)
    return toResponse(internalError)
  })
  return app
}

/** Creates the backend as one portable function from request to response. All state is in the environment. */
export function createBackend(environment: Environment): (request: Request) => Promise<Response> {
  const app = createApp(environment)
  return async (request) => app.fetch(request)
}
