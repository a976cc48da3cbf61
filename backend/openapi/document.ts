import { heartbeatTimeoutMs, maxHeartbeatIntervalMs } from '#api/contract/events.ts'
import { problemStatuses, type ProblemCode } from '#api/contract/problem.ts'
import { maxNameLength, maxNoteLength, actionSegments } from '#api/contract/requests.ts'
import { actions, permissionByAction, type Action } from '#domain/lifecycle.ts'
import {
  formatBodyName,
  listParameters,
  rangeParameter,
  copyNameParameter,
  createSchemaRef,
  schemas,
  timeZoneParameter,
} from './schemas.ts'

const summaries: Readonly<Record<Action, string>> = {
  publish: 'Publish a draft; the older version that is live closes',
  pause: 'Pause a live version for 1 to 14 days',
  resume: 'Let a paused version go on',
  close: 'Close a version to new entrances; people inside walk on to the end',
  stop: 'Stop a version and everyone inside, at once',
  createVersion: 'Make a draft of the next version',
  duplicate: 'Make a draft of another journey from a version',
  delete: 'Delete a version; its history is kept',
}

const idempotencyNote = 'The same request under the same key is done once and answered alike for ever.'
const note = `The note may have ${maxNoteLength} characters, and has to say something if the reason is \`other\`.`
const conditions: Readonly<Partial<Record<Action, string>>> = {
  close: note,
  stop: note,
  duplicate: `The name may have ${maxNameLength} characters, and has to say something.`,
}

const etag = { description: 'The state of the version, for `If-Match`.', schema: { type: 'string', pattern: '^"r\\d+"$' } }
const creatingActions: readonly Action[] = ['createVersion', 'duplicate']

/** A 200 with that schema, and the possible problems by status. */
function createResponses(
  description: string,
  schema: string,
  headers: object,
  codes: readonly ProblemCode[],
): Readonly<Record<string, object>> {
  const ok = { description, headers, content: { 'application/json': { schema: createSchemaRef(schema) } } }
  const statuses = [...new Set(codes.map((code) => problemStatuses[code]))]
  const refused = statuses.map((status): [number, object] => [
    status,
    {
      description: codes.filter((code) => problemStatuses[code] === status).join(', '),
      content: { 'application/problem+json': { schema: createSchemaRef('Problem') } },
    },
  ])
  return Object.fromEntries<object>([[200, ok], ...refused])
}

const idParameter = { name: 'id', in: 'path', required: true, description: 'Of the version.', schema: { type: 'string' } }
const historyCursor = { name: 'cursor', in: 'query', description: 'The `nextCursor` of the page before.', schema: { type: 'string' } }

const createReadPath = (
  operationId: string,
  summary: string,
  schema: string,
  codes: readonly ProblemCode[],
  parameters: readonly object[] = [],
) => ({
  get: {
    operationId,
    summary,
    parameters,
    responses: createResponses('As it is now.', schema, schema === 'Version' ? { ETag: etag } : {}, [
      'invalid-request',
      'unauthenticated',
      ...codes,
    ]),
  },
})

const keySchema = { type: 'string', pattern: '^[!-~]{1,200}$' }
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'One for each thing that somebody confirms.',
  schema: keySchema,
}
const keyInPath = { name: 'key', in: 'path', required: true, description: 'The Idempotency-Key of the command.', schema: keySchema }

const cancellationPath = {
  post: {
    operationId: 'cancelOperation',
    summary: 'What became of a command, for good',
    description: 'If nothing has, nothing ever will: its request may still be on its way, and is refused as `cancelled` when it comes.',
    parameters: [keyInPath, idempotencyKey],
    requestBody: { required: true, content: { 'application/json': { schema: createSchemaRef('Cancellation') } } },
    responses: createResponses('What became of it; never `notReceived`.', 'Operation', {}, [
      'malformed-json',
      'too-deep',
      'invalid-request',
      'unauthenticated',
      'cross-origin',
      'too-large',
      'unsupported-media-type',
      'precondition-required',
    ]),
  },
}

const createActionPath = (action: Action) => ({
  post: {
    operationId: action,
    summary: summaries[action],
    description: [`Needs the permissions \`${permissionByAction[action]}\` and \`view\`.`, idempotencyNote, conditions[action]]
      .filter(Boolean)
      .join(' '),
    parameters: [
      idParameter,
      { name: 'If-Match', in: 'header', required: true, description: 'The `ETag` of the state it is asked of.', schema: etag.schema },
      idempotencyKey,
    ],
    requestBody: { required: true, content: { 'application/json': { schema: createSchemaRef(formatBodyName(action)) } } },
    responses: createResponses(
      creatingActions.includes(action) ? 'The new draft.' : 'The version as it is now.',
      'Version',
      {
        ETag: etag,
        'Idempotent-Replayed': { description: '`true` on an answer that is given again.', schema: { type: 'string', const: 'true' } },
        ...(creatingActions.includes(action) && { Location: { description: 'Where the new draft is.', schema: { type: 'string' } } }),
      },
      Object.keys(problemStatuses).filter((code) => code !== 'method-not-allowed') as ProblemCode[],
    ),
  },
})

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  description:
    'The last `id` that was received, to be told what came after it. Without it, and where that cannot be told, a `resync` comes first.',
  schema: { type: 'string' },
}

const eventsPath = {
  get: {
    operationId: 'streamEvents',
    summary: 'What happens to versions, as it happens',
    description:
      'Server-sent events: `change` (data: `VersionChange`) and `resync` (`Resync`: read everything again), both with an `id` of the form `<epoch>.<sequence>`, ' +
      `and \`heartbeat\` (\`Heartbeat\`) without. A heartbeat is sent at least every ${maxHeartbeatIntervalMs / 1000} s; a stream that has been silent for ${heartbeatTimeoutMs / 1000} s is dead. It ends when the permission is taken away.`,
    parameters: [lastEventId],
    responses: {
      ...createResponses('The stream.', 'VersionChange', {}, ['invalid-request', 'unauthenticated', 'forbidden']),
      200: { description: 'The stream.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    },
  },
}

/** The whole API as an OpenAPI 3.1 document, generated from the schemas that the backend and the console share. */
export const openapiDocument = {
  openapi: '3.1.1',
  info: {
    title: 'Journey Console',
    version: '1.0.0',
    description: 'Journeys and their versions: what they are, what happened to them, and what may be done to them.',
  },
  servers: [{ url: '/' }],
  // No security scheme: the host identifies the user. The problem `unauthenticated` may contain the sign-in path.
  security: [],
  paths: {
    '/api/session': createReadPath('readSession', 'Who is signed in, and what that person may do', 'Session', []),
    '/api/versions': createReadPath('listVersions', 'The list of versions', 'List', ['forbidden'], listParameters),
    '/api/versions/{id}': createReadPath(
      'readVersion',
      'One version with its people',
      'Version',
      ['forbidden', 'not-found', 'deleted'],
      [idParameter],
    ),
    '/api/versions/{id}/history': createReadPath(
      'readHistory',
      'What happened to a version, newest first',
      'History',
      ['forbidden', 'not-found'],
      [idParameter, historyCursor],
    ),
    '/api/versions/{id}/impact': createReadPath(
      'readImpact',
      'What an ending or a publication would do now',
      'Impact',
      ['forbidden', 'not-found', 'deleted'],
      [idParameter],
    ),
    '/api/versions/{id}/copy-name': createReadPath(
      'readCopyName',
      'A new name for a duplicate, and which journeys have a name already',
      'CopyName',
      ['forbidden', 'not-found', 'deleted'],
      [idParameter, copyNameParameter],
    ),
    '/api/versions/{id}/population': createReadPath(
      'readPopulation',
      'The people of a version over time, and what is to be expected',
      'Population',
      ['forbidden', 'not-found', 'deleted'],
      [idParameter, rangeParameter],
    ),
    '/api/overview': createReadPath(
      'readOverview',
      'All versions together, and which of them should be ended',
      'Overview',
      ['forbidden'],
      [timeZoneParameter],
    ),
    '/api/events': eventsPath,
    '/api/operations/{key}': createReadPath('readOperation', 'What became of a command so far', 'Operation', [], [keyInPath]),
    '/api/operations/{key}/cancel': cancellationPath,
    ...Object.fromEntries(actions.map((action) => [`/api/versions/{id}/${actionSegments[action]}`, createActionPath(action)])),
  },
  components: { schemas },
}
