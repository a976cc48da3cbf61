import { segments } from '#api/contract/requests.ts'
import type { Session } from '#api/contract/session.ts'
import { actions } from '#domain/lifecycle.ts'
import { Hono } from 'hono/tiny'
import { act } from '#backend/commands/execute-command.ts'
import { toResponse, type Answer } from '#backend/http/answer.ts'
import type { Environment } from './environment.ts'
import { streamEvents } from '#backend/events/event-stream.ts'
import { readOutcome, withdraw } from '#backend/commands/operation-status.ts'
import { failure, problem, Refusal } from '#backend/http/problem.ts'
import { readHistory, readImpact, readList, readOne, readOverview, readPeople, readSession, type Read } from '#backend/views/reads.ts'

/** Answers a request; `name` is what the address names: a version, or the key of an intent. */
type Handler = (session: Session, request: Request, name: string) => Promise<Answer | Response>

/** The routes of the backend. Every address answers every method, if only to say which one it knows. */
export function createApp(environment: Environment): Hono {
  const app = new Hono()

  const { signInPath } = environment
  const signedOut = problem('unauthenticated', 'Nobody is signed in.', signInPath === undefined ? {} : { signIn: signInPath })

  const on = (method: 'GET' | 'POST', path: string, handle: Handler) => {
    app.on(method, path, async ({ req }) => {
      const session = await environment.identify(req.raw)
      if (!session) return toResponse(signedOut)
      const answer = await handle(session, req.raw, req.param('id') ?? req.param('key') ?? '')
      return answer instanceof Response ? answer : toResponse(answer)
    })
    const allow = method === 'GET' ? 'GET, HEAD' : method
    app.all(path, () => toResponse(problem('method-not-allowed', `Only ${allow} is known here.`, {}, { allow })))
  }

  const see = (path: string, read: Read | typeof streamEvents) =>
    on('GET', path, async ({ permissions }, request, id) => {
      if (!permissions.includes('view')) return problem('forbidden', 'You do not have the permission "view".', { because: 'notPermitted' })
      return read(environment, request, id)
    })

  on('GET', '/api/session', readSession)
  see('/api/versions', readList)
  see('/api/versions/:id', readOne)
  see('/api/versions/:id/history', readHistory)
  see('/api/versions/:id/impact', readImpact)
  see('/api/versions/:id/people', readPeople)
  see('/api/overview', readOverview)
  see('/api/events', streamEvents)
  for (const action of actions) {
    on('POST', `/api/versions/:id/${segments[action]}`, (session, request, id) => act(environment, session, action, id, request))
  }

  on('GET', '/api/intents/:key', (...asked) => readOutcome(environment, ...asked))
  on('POST', '/api/intents/:key/withdraw', (...asked) => withdraw(environment, ...asked))

  app.notFound(() => toResponse(problem('not-found', 'There is nothing at this address.')))
  app.onError((error) => {
    if (error instanceof Refusal) return toResponse(error.answer)
    environment.report?.(error)
    return toResponse(failure)
  })
  return app
}

/** The backend as one portable program: a request in, a response out. It keeps nothing outside its environment. */
export function createBackend(environment: Environment): (request: Request) => Promise<Response> {
  const app = createApp(environment)
  return async (request) => app.fetch(request)
}
