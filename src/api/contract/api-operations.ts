import { actions, type Action } from '#domain/lifecycle.ts'
import type * as v from 'valibot'
import { historySchema } from './history.ts'
import { copyNameSchema, impactSchema } from './impact.ts'
import { listSchema } from './list.ts'
import { operationSchema } from './operation.ts'
import { overviewSchema } from './overview.ts'
import { populationSchema } from './population.ts'
import type { ProblemCode } from './problem.ts'
import { actionSegments } from './requests.ts'
import { sessionSchema } from './session.ts'
import { versionBatchSchema } from './version-batch.ts'
import { versionSchema } from './version.ts'

/** Kinds of requests. Faults are planned per kind. */
export const endpoints = [
  'session',
  'list',
  'batch',
  'version',
  'history',
  'impact',
  'copy-name',
  'population',
  'overview',
  'events',
  'command',
  'operation',
] as const
export type Endpoint = (typeof endpoints)[number]

/** One operation of the API. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST'
  /** With the names of its parameters in braces. */
  readonly path: string
  /** The query parameter that tells the operation from another one of the same method and path, which has no such parameter. */
  readonly queryParam?: string
  readonly endpoint: Endpoint
  /** Whether the permission `view` is needed. Actions need another one besides; the lifecycle table has it. */
  readonly needsView: boolean
  /** The body of a 200; `null` for a stream. */
  readonly response: v.GenericSchema | null
  /** The problems that it answers with. */
  readonly problems: readonly ProblemCode[]
}

const readProblems = ['invalid-request', 'unauthenticated'] as const satisfies readonly ProblemCode[]
const viewProblems = [...readProblems, 'forbidden'] as const satisfies readonly ProblemCode[]
const versionProblems = [...viewProblems, 'not-found', 'deleted'] as const satisfies readonly ProblemCode[]

const postProblems = [
  'malformed-json',
  'too-deep',
  'invalid-request',
  'unauthenticated',
  'cross-origin',
  'too-large',
  'unsupported-media-type',
  'precondition-required',
] as const satisfies readonly ProblemCode[]

const actionProblems = [
  ...postProblems,
  'forbidden',
  'not-found',
  'deleted',
  'action-not-allowed',
  'cancelled',
  'stale-revision',
  'key-reused',
] as const satisfies readonly ProblemCode[]

const read = (path: string, endpoint: Endpoint, response: v.GenericSchema | null, problems: readonly ProblemCode[]): ApiOperation => ({
  method: 'GET',
  path,
  endpoint,
  needsView: problems.includes('forbidden'),
  response,
  problems,
})

const readOperations = {
  readSession: read('/api/session', 'session', sessionSchema, readProblems),
  readVersions: { ...read('/api/versions', 'batch', versionBatchSchema, viewProblems), queryParam: 'id' },
  listVersions: read('/api/versions', 'list', listSchema, viewProblems),
  readVersion: read('/api/versions/{id}', 'version', versionSchema, versionProblems),
  readHistory: read('/api/versions/{id}/history', 'history', historySchema, [...viewProblems, 'not-found']),
  readImpact: read('/api/versions/{id}/impact', 'impact', impactSchema, versionProblems),
  readCopyName: read('/api/versions/{id}/copy-name', 'copy-name', copyNameSchema, versionProblems),
  readPopulation: read('/api/versions/{id}/population', 'population', populationSchema, versionProblems),
  readOverview: read('/api/overview', 'overview', overviewSchema, viewProblems),
  streamEvents: read('/api/events', 'events', null, viewProblems),
  readOperation: read('/api/operations/{key}', 'operation', operationSchema, readProblems),
}

const createActionOperation = (action: Action): ApiOperation => ({
  method: 'POST',
  path: `/api/versions/{id}/${actionSegments[action]}`,
  endpoint: 'command',
  needsView: false,
  response: versionSchema,
  problems: actionProblems,
})

/**
 * Every operation of the API, by its name. Routes, the OpenAPI document, contract assertions and fault injection read this table. Of two with
 * the same method and path the one with a `queryParam` comes first.
 */
export const apiOperations: Readonly<Record<keyof typeof readOperations | 'cancelOperation' | Action, ApiOperation>> = {
  ...readOperations,
  ...(Object.fromEntries(actions.map((action) => [action, createActionOperation(action)])) as Record<Action, ApiOperation>),
  cancelOperation: {
    method: 'POST',
    path: '/api/operations/{key}/cancel',
    endpoint: 'operation',
    needsView: false,
    response: operationSchema,
    problems: postProblems,
  },
}
export type ApiOperationName = keyof typeof apiOperations
export const apiOperationNames = Object.keys(apiOperations) as ApiOperationName[]

const pathPatterns = Object.values(apiOperations).map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** Whether a request to the path of the operation is a request for this operation. */
export const hasMatchingQuery = ({ queryParam }: ApiOperation, searchParams: URLSearchParams): boolean =>
  queryParam === undefined || searchParams.has(queryParam)

/** The operation of a request; `undefined` if there is none. A `HEAD` is a `GET` without the body. */
export function findApiOperation(method: string, { pathname, searchParams }: URL): ApiOperation | undefined {
  const sought = method === 'HEAD' ? 'GET' : method
  return pathPatterns.find(
    ({ operation, pattern }) => operation.method === sought && pattern.test(pathname) && hasMatchingQuery(operation, searchParams),
  )?.operation
}
