import { actions, type Action } from '#domain/lifecycle.ts'
import type { ApiRoute } from './api-route.ts'
import { batchCancelRoute, batchListRoute, batchRetryRoute, batchRoute, batchStartRoute } from './batches/batch.ts'
import { preflightRoute } from './batches/preflight.ts'
import { engineCommandsRoute, replayRoute } from './engine/engine-commands.ts'
import { entrancesRoute } from './entrances/entrances.ts'
import { personLookUpRoute } from './entrances/person-look-up.ts'
import { eventsRoute } from './events.ts'
import { facetsRoute } from './filters/facets.ts'
import { listRoute } from './list.ts'
import { exportRoute } from './filters/export.ts'
import { historyRoute } from './history.ts'
import { copyNameRoute, impactRoute } from './impact.ts'
import { cancellationRoute, operationRoute } from './operation.ts'
import { overviewRoute } from './overview.ts'
import { populationRoute } from './population.ts'
import type { ProblemCode } from './problems/problem-codes.ts'
import { getActionRoute } from './requests.ts'
import { savedViewCreationRoute, savedViewDeletionRoute, savedViewsRoute, savedViewUpdateRoute } from './saved-views/saved-view.ts'
import { sessionRoute } from './session.ts'
import { versionBatchRoute } from './version-batch.ts'
import { versionRoute } from './version.ts'

/** Kinds of requests. Faults are planned per kind. */
export const endpoints = [
  'session',
  'list',
  'facets',
  'export',
  'batch',
  'version',
  'history',
  'impact',
  'copy-name',
  'population',
  'overview',
  'batches',
  'preflight',
  'views',
  'events',
  'command',
  'operation',
  'engine',
] as const
export type Endpoint = (typeof endpoints)[number]

/** One operation of the API. */
export interface ApiOperation extends ApiRoute {
  /** The query parameter that tells the operation from another one of the same method and path, which has no such parameter. */
  readonly queryParam?: string
  readonly endpoint: Endpoint
  /** Whether the permission `view` is needed. Actions need another one besides; the lifecycle table has it. */
  readonly needsView: boolean
  /** The problems that it answers with. */
  readonly problems: readonly ProblemCode[]
}

/** Problems of every operation on a server. */
const serverProblems = ['too-many-requests', 'unavailable'] as const satisfies readonly ProblemCode[]

const readProblems = ['invalid-request', 'unauthenticated', ...serverProblems] as const satisfies readonly ProblemCode[]
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
  ...serverProblems,
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

const describeRead = (route: ApiRoute, endpoint: Endpoint, problems: readonly ProblemCode[]): ApiOperation => ({
  ...route,
  endpoint,
  needsView: problems.includes('forbidden'),
  problems,
})

const readOperations = {
  readSession: describeRead(sessionRoute, 'session', readProblems),
  readVersions: { ...describeRead(versionBatchRoute, 'batch', viewProblems), queryParam: 'id' },
  listVersions: describeRead(listRoute, 'list', viewProblems),
  readFacets: describeRead(facetsRoute, 'facets', viewProblems),
  exportVersions: describeRead(exportRoute, 'export', viewProblems),
  readVersion: describeRead(versionRoute, 'version', versionProblems),
  readHistory: describeRead(historyRoute, 'history', [...viewProblems, 'not-found']),
  readImpact: describeRead(impactRoute, 'impact', versionProblems),
  readCopyName: describeRead(copyNameRoute, 'copy-name', versionProblems),
  readPopulation: describeRead(populationRoute, 'population', versionProblems),
  readOverview: describeRead(overviewRoute, 'overview', viewProblems),
  readBatches: describeRead(batchListRoute, 'batches', viewProblems),
  readBatch: describeRead(batchRoute, 'batches', [...viewProblems, 'not-found']),
  readSavedViews: describeRead(savedViewsRoute, 'views', viewProblems),
  streamEvents: describeRead(eventsRoute, 'events', viewProblems),
  readEngineCommands: describeRead(engineCommandsRoute, 'engine', viewProblems),
  readOperation: describeRead(operationRoute, 'operation', readProblems),
}

const createActionOperation = (action: Action): ApiOperation => ({
  ...getActionRoute(action),
  endpoint: 'command',
  needsView: false,
  problems: actionProblems,
})

const preflightProblems = [
  ...postProblems.filter((code) => code !== 'precondition-required'),
  'forbidden',
  'too-many-selected',
] as const satisfies readonly ProblemCode[]

const entranceProblems = [
  ...postProblems.filter((code) => code !== 'precondition-required'),
  'forbidden',
  'not-found',
  'deleted',
  'entrances-refused',
  'people-simulated',
] as const satisfies readonly ProblemCode[]

const replayProblems = [
  ...postProblems.filter((code) => code !== 'precondition-required'),
  'forbidden',
  'not-found',
] as const satisfies readonly ProblemCode[]
const lookUpProblems = entranceProblems.filter((code) => !['not-found', 'deleted', 'entrances-refused'].includes(code))

const batchProblems = [...postProblems, 'forbidden', 'not-found', 'cancelled', 'key-reused'] as const satisfies readonly ProblemCode[]

const describeBatchCommand = (route: ApiRoute, problems: readonly ProblemCode[]): ApiOperation => ({
  ...route,
  endpoint: 'command',
  needsView: true,
  problems: [...batchProblems, ...problems],
})

const batchOperations = {
  createPreflight: { ...preflightRoute, endpoint: 'preflight', needsView: true, problems: preflightProblems },
  startBatch: describeBatchCommand(batchStartRoute, ['preflight-used', 'preflight-expired', 'nothing-to-end', 'typed-count-wrong']),
  cancelBatch: describeBatchCommand(batchCancelRoute, ['batch-ended']),
  retryBatch: describeBatchCommand(batchRetryRoute, ['batch-running', 'batch-retried', 'nothing-to-end', 'typed-count-wrong']),
} as const satisfies Readonly<Record<string, ApiOperation>>

const viewPostProblems = [...preflightProblems.filter((code) => code !== 'too-many-selected'), 'view-name-taken', 'too-many-views'] as const

const savedViewOperations = {
  createSavedView: { ...savedViewCreationRoute, endpoint: 'views', needsView: true, problems: viewPostProblems },
  updateSavedView: {
    ...savedViewUpdateRoute,
    endpoint: 'views',
    needsView: true,
    problems: [...viewPostProblems, 'precondition-required', 'not-found', 'view-of-another', 'view-changed'],
  },
  deleteSavedView: {
    ...savedViewDeletionRoute,
    endpoint: 'views',
    needsView: true,
    problems: [...viewProblems, 'cross-origin', 'not-found', 'view-of-another'],
  },
} as const satisfies Readonly<Record<string, ApiOperation>>

/**
 * Every operation of the API, by its name. Routes, the OpenAPI document, contract assertions and fault injection read this table. Of two with
 * the same method and path the one with a `queryParam` comes first.
 */
export const apiOperations: Readonly<
  Record<
    | keyof typeof readOperations
    | keyof typeof batchOperations
    | keyof typeof savedViewOperations
    | 'enterPeople'
    | 'findPerson'
    | 'replayEngineCommand'
    | 'cancelOperation'
    | Action,
    ApiOperation
  >
> = {
  ...readOperations,
  ...batchOperations,
  ...savedViewOperations,
  ...(Object.fromEntries(actions.map((action) => [action, createActionOperation(action)])) as Record<Action, ApiOperation>),
  findPerson: { ...personLookUpRoute, endpoint: 'command', needsView: true, problems: lookUpProblems },
  enterPeople: { ...entrancesRoute, endpoint: 'command', needsView: true, problems: entranceProblems },
  replayEngineCommand: { ...replayRoute, endpoint: 'engine', needsView: true, problems: replayProblems },
  cancelOperation: {
    ...cancellationRoute,
    endpoint: 'operation',
    needsView: false,
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
