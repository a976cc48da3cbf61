import { problemStatuses, type Problem, type ProblemCode } from '#api/contract/problem.ts'
import type * as v from 'valibot'
import type { Answer } from './answer.ts'

const titles: Readonly<Record<ProblemCode, string>> = {
  'malformed-json': 'Malformed JSON',
  'too-deep': 'Nested too deeply',
  'invalid-request': 'Invalid request',
  unauthenticated: 'Not signed in',
  forbidden: 'Not permitted',
  'cross-origin': 'Sent by another site',
  'not-found': 'Not found',
  deleted: 'Deleted',
  'method-not-allowed': 'Method not allowed',
  'action-not-allowed': 'Action not allowed',
  cancelled: 'Cancelled',
  'stale-revision': 'Stale revision',
  'too-large': 'Too large',
  'unsupported-media-type': 'Unsupported media type',
  'key-reused': 'Key used for something else',
  'precondition-required': 'Precondition missing',
}

/** What some problems say beyond code and sentence. */
export type ProblemExtensions = Pick<Problem, 'errors' | 'signIn' | 'reasonCode' | 'currentVersion' | 'latestEntry'>

const composeProblem = (problem: Problem, headers: Readonly<Record<string, string>>): Answer => ({
  status: problem.status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify(problem),
})

/** The answer that says no. `detail` is one plain English sentence for whoever reads a log; the interface words `code` and `reasonCode`. */
export function createProblem(
  code: ProblemCode,
  detail: string,
  extensions: ProblemExtensions = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const type = `urn:journey-console:problem:${code}`
  return composeProblem({ type, title: titles[code], status: problemStatuses[code], detail, code, ...extensions }, headers)
}

/** The answer to a failure of this program itself. No request can cause it. */
export const internalError: Answer = composeProblem(
  { type: 'about:blank', title: 'Internal Server Error', status: 500, detail: 'The backend failed.', code: 'internal-error' },
  {},
)

/** Thrown where a request turns out not to be worth carrying on with; the handler answers `answer`. */
export class HttpProblem extends Error {
  readonly answer: Answer

  constructor(...of: Parameters<typeof createProblem>) {
    super(of[1])
    this.answer = createProblem(...of)
  }
}

const maxErrorLength = 200
const maxErrors = 20

type FieldErrors = NonNullable<ProblemExtensions['errors']>

const createInvalidFields = (errors: FieldErrors): HttpProblem =>
  new HttpProblem('invalid-request', 'A part of the request is missing, unknown or not as it should be.', { errors })

/** Refuses a request for one part of it. */
export const createInvalidField = (path: string, message: string): HttpProblem => createInvalidFields([{ path, message }])

/** Refuses a request whose query or body does not fit its schema, saying what does not. Echoes no more than a little of what came in. */
export const createInvalidRequest = (issues: readonly v.BaseIssue<unknown>[]): HttpProblem =>
  createInvalidFields(
    issues.slice(0, maxErrors).map(({ path, message }) => ({
      path: (path ?? [])
        .map(({ key }) => String(key))
        .join('.')
        .slice(0, maxErrorLength),
      message: message.slice(0, maxErrorLength),
    })),
  )
