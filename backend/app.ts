import { actionSegments } from '#api/contract/requests.ts'
import type { Session } from '#api/contract/session.ts'
import { actions } from '#domain/lifecycle.ts'
import { Hono } from 'hono/tiny'
import { executeCommand } from '#backend/commands/execute-command.ts'
import { toResponse, type Answer } from '#backend/http/answer.ts'
import type { Environment } from './environment.ts'
import { createEventHub } from '#backend/events/event-hub.ts'
import { streamEvents } from '#backend/events/event-stream.ts'
import { readOperation, cancelOperation } from '#backend/commands/operation-status.ts'
import { internalError, createProblem, HttpProblem } from '#backend/http/problem.ts'
import {
  readCopyName,
  readHistory,
  readImpact,
  readList,
  readVersion,
  readOverview,
  readPopulation,
  readSession,
  type ReadHandler,
} from '#backend/views/reads.ts'

/** Handles a request of a signed-in user. `name` is the path parameter: a version identifier or an idempotency key. */
type SessionHandler = (session: Session, request: Request, name: string) => Promise<Answer | Response>

/** Creates the routes of the backend. Other methods of a known path get 405 with `Allow`. */
export function createApp(environment: Environment): Hono {
  const app = new Hono()

  const { signInPath } = environment
  const unauthenticated = createProblem('unauthenticated', 'Nobody is signed in.', signInPath === undefined ? {} : { signIn: signInPath })

  const addRoute = (method: 'GET' | 'POST', path: string, handle: SessionHandler) => {
    app.on(method, path, async ({ req }) => {
      const session = await environment.identify(req.raw)
      if (!session) return toResponse(unauthenticated)
      const answer = await handle(session, req.raw, req.param('id') ?? req.param('key') ?? '')
      return answer instanceof Response ? answer : toResponse(answer)
    })
    const allow = method === 'GET' ? 'GET, HEAD' : method
    app.all(path, () => toResponse(createProblem('method-not-allowed', `Only ${allow} is known here.`, {}, { allow })))
  }

  const hub = createEventHub(environment)

  const addReadRoute = (path: string, read: (...args: Parameters<ReadHandler>) => Promise<Answer | Response>) =>
    addRoute('GET', path, async ({ permissions }, request, id) => {
      if (!permissions.includes('view'))
        return createProblem('forbidden', 'You do not have the permission "view".', { reasonCode: 'notPermitted' })
      return read(environment, request, id)
    })

  addRoute('GET', '/api/session', readSession)
  addReadRoute('/api/versions', readList)
  addReadRoute('/api/versions/:id', readVersion)
  addReadRoute('/api/versions/:id/history', readHistory)
  addReadRoute('/api/versions/:id/impact', readImpact)
  addReadRoute('/api/versions/:id/copy-name', readCopyName)
  addReadRoute('/api/versions/:id/population', readPopulation)
  addReadRoute('/api/overview', readOverview)
  addReadRoute('/api/events', (_, request) => streamEvents(environment, hub, request))
  for (const action of actions) {
    addRoute('POST', `/api/versions/:id/${actionSegments[action]}`, (session, request, id) =>
      executeCommand(environment, session, action, id, request),
    )
  }

  addRoute('GET', '/api/operations/:key', (...asked) => readOperation(environment, ...asked))
  addRoute('POST', '/api/operations/:key/cancel', (...asked) => cancelOperation(environment, ...asked))

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
