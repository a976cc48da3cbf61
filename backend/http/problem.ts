import type { Problem } from '#api/contract/problem.ts'
import { problemStatuses, type ProblemCode } from '#api/contract/problems/problem-codes.ts'
import type { Permission } from '#domain/lifecycle.ts'
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
  'view-of-another': 'View of another user',
  'view-name-taken': 'Name of another view',
  'view-changed': 'View has changed',
  'too-many-views': 'Too many views',
  'action-not-allowed': 'Action not allowed',
  cancelled: 'Cancelled',
  'stale-revision': 'Stale revision',
  'too-large': 'Too large',
  'unsupported-media-type': 'Unsupported media type',
  'key-reused': 'Key used for something else',
  'preflight-used': 'Preflight already used',
  'preflight-expired': 'Preflight expired',
  'batch-ended': 'Batch has ended',
  'batch-running': 'Batch is running',
  'batch-retried': 'Batch was retried',
  'too-many-selected': 'Too many selected',
  'nothing-to-end': 'Nothing to end',
  'typed-count-wrong': 'Typed number is wrong',
  'entrances-refused': 'Entrances refused',
  'people-simulated': 'People are simulated',
  'precondition-required': 'Precondition missing',
  'too-many-requests': 'Too many requests',
  unavailable: 'Unavailable for now',
}

/** Additional members of some problems. */
export type ProblemExtensions = Pick<
  Problem,
  'errors' | 'signIn' | 'reasonCode' | 'currentVersion' | 'latestEntry' | 'deletedVersion' | 'counts'
>

const composeProblem = (problem: Problem, headers: Readonly<Record<string, string>>): Answer => ({
  status: problem.status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify(problem),
})

/**
 * Creates a problem response (RFC 9457). `detail` is one plain English sentence for logs; the interface translates `code` and `reasonCode`.
 */
export function createProblem(
  code: ProblemCode,
  detail: string,
  extensions: ProblemExtensions = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const type = `urn:journey-console:problem:${code}`
  return composeProblem({ type, title: titles[code], status: problemStatuses[code], detail, code, ...extensions }, headers)
}

/** The response to a request that needs a permission which the user lacks. */
export const createForbiddenProblem = (missing: Permission | 'support'): Answer =>
  createProblem('forbidden', `You do not have the permission "${missing}".`, { reasonCode: 'notPermitted' })

/** The response to a request that needs a permission which does not reach the journey, because it belongs to another team. */
export const createOtherTeamProblem = (withheld: Permission): Answer =>
  createProblem('forbidden', `Your permission "${withheld}" does not reach journeys of other teams.`, { reasonCode: 'notYourTeam' })

/** The response to an internal error of this program. No request can cause it. */
export const internalError: Answer = composeProblem(
  { type: 'about:blank', title: 'Internal Server Error', status: 500, detail: 'The backend failed.', code: 'internal-error' },
  {},
)

/** Thrown to stop handling a request; the error handler of the app sends `answer`. */
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

/** Creates an `invalid-request` problem about one field. */
export const createInvalidField = (path: string, message: string): HttpProblem => createInvalidFields([{ path, message }])

/**
 * Creates an `invalid-request` problem from schema issues. Number and length of the messages are limited, so that little of the input is
 * echoed.
 */
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
