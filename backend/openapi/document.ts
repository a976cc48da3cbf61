import { apiOperationNames, apiOperations, type ApiOperationName } from '#api/contract/api-operations.ts'
import { maxEntrances } from '#api/contract/entrances/entrances.ts'
import { heartbeatTimeoutMs, maxHeartbeatIntervalMs } from '#api/contract/events.ts'
import { countedDays, maxFacetValues } from '#api/contract/filters/facets.ts'
import { filterQuerySchema } from '#api/contract/filters/filter-query.ts'
import { exportColumns, exportCountHeader } from '#api/contract/filters/export.ts'
import { exportQuerySchema } from '#api/contract/filters/list-query.ts'
import { maxBatchSize } from '#api/contract/version-batch.ts'
import { maxNameLength, maxNoteLength } from '#api/contract/requests.ts'
import { batchCommandPaths, batchIdInPath, type BatchCommandName } from './batch-paths.ts'
import { savedViewPaths } from './saved-view-paths.ts'
import { createResponses, idempotencyKey, idempotencyNote, keySchema } from './responses.ts'
import { actions, permissionByAction, type Action } from '#domain/lifecycle.ts'
import {
  batchIdParameter,
  batchListParameters,
  batchParameters,
  formatBodyName,
  findParameter,
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

const note = `The note may have ${maxNoteLength} characters, and has to say something if the reason is \`other\`.`
const conditions: Readonly<Partial<Record<Action, string>>> = {
  close: note,
  stop: note,
  duplicate: `The name may have ${maxNameLength} characters, and has to say something.`,
}

const etag = { description: 'The state of the version, for `If-Match`.', schema: { type: 'string', pattern: '^"r\\d+"$' } }
const creatingActions: readonly Action[] = ['createVersion', 'duplicate']

const idParameter = { name: 'id', in: 'path', required: true, description: 'Of the version.', schema: { type: 'string' } }
const historyCursor = { name: 'cursor', in: 'query', description: 'The `nextCursor` of the page before.', schema: { type: 'string' } }

/** What the document says about a read besides the table of operations. */
interface ReadDescription {
  readonly summary: string
  /** The schema of the response, or of each of its two forms. */
  readonly schema: string | readonly string[]
  readonly description?: string
  readonly parameters?: readonly object[]
}

const createReadPath = (operationId: ApiOperationName, { summary, description, schema, parameters = [] }: ReadDescription) => ({
  get: {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    parameters,
    responses: createResponses('As it is now.', schema, schema === 'Version' ? { ETag: etag } : {}, apiOperations[operationId].problems),
  },
})

const keyInPath = { name: 'key', in: 'path', required: true, description: 'The Idempotency-Key of the command.', schema: keySchema }

const cancellationPath = {
  post: {
    operationId: 'cancelOperation',
    summary: 'What became of a command, for good',
    description: 'If nothing has, nothing ever will: its request may still be on its way, and is refused as `cancelled` when it comes.',
    parameters: [keyInPath, idempotencyKey],
    requestBody: { required: true, content: { 'application/json': { schema: createSchemaRef('Cancellation') } } },
    responses: createResponses('What became of it; never `notReceived`.', 'Operation', {}, apiOperations.cancelOperation.problems),
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
      apiOperations[action].problems,
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

const entrancesPath = {
  post: {
    operationId: 'enterPeople',
    summary: 'Let customers enter a version',
    description:
      `Needs the permissions \`publish\` and \`view\`. At most ${maxEntrances} people. With \`key\` the same entrance sent again is answered as \`repeated\`. ` +
      'Attributes have the names of conditions: a person with the name of a branch takes that branch. If people are simulated, none can enter.',
    parameters: [idParameter],
    requestBody: { required: true, content: { 'application/json': { schema: createSchemaRef('EntranceRequest') } } },
    responses: createResponses('Who entered, and who did not.', 'Entrances', {}, apiOperations.enterPeople.problems),
  },
}

const replayPath = {
  post: {
    operationId: 'replayEngineCommand',
    summary: 'Send a command again that the engine did not accept',
    description: 'Needs the permissions `publish` and `view`. A command that waits already goes on waiting.',
    parameters: [{ name: 'id', in: 'path', required: true, description: 'Of the command.', schema: { type: 'string' } }],
    requestBody: { required: true, content: { 'application/json': { schema: createSchemaRef('EngineCommandReplay') } } },
    responses: createResponses('The commands as they are now.', 'EngineCommands', {}, apiOperations.replayEngineCommand.problems),
  },
}

const personPath = {
  post: {
    operationId: 'findPerson',
    summary: 'Where a customer is and was, and the messages to them',
    description:
      'Needs the permissions `support` and `view`. A POST, so that the identifier is in no address. Who looks a customer up is written down, without ' +
      'the identifier. A customer who is not known has no walks. If people are simulated, none is known.',
    requestBody: { required: true, content: { 'application/json': { schema: createSchemaRef('PersonLookUpRequest') } } },
    responses: createResponses('The walks, newest first.', 'PersonLookUp', {}, apiOperations.findPerson.problems),
  },
}

const eventsPath = {
  get: {
    operationId: 'streamEvents',
    summary: 'What happens to versions, as it happens',
    description:
      'Server-sent events: `change` (data: `VersionChange`) and `resync` (`Resync`: read everything again), both with an `id` of the form `<epoch>.<sequence>`, ' +
      `and \`batch\` (\`BatchChange\`) and \`heartbeat\` (\`Heartbeat\`) without. A heartbeat is sent at least every ${maxHeartbeatIntervalMs / 1000} s; a stream that has been silent for ${heartbeatTimeoutMs / 1000} s is dead. It ends when the permission is taken away.`,
    parameters: [lastEventId],
    responses: {
      ...createResponses('The stream.', 'VersionChange', {}, apiOperations.streamEvents.problems),
      200: { description: 'The stream.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    },
  },
}

const exportPath = {
  get: {
    operationId: 'exportVersions',
    summary: 'All versions that match, as CSV',
    description:
      `In one state of the store. RFC 4180, with the columns ${exportColumns.map((column) => `\`${column}\``).join(', ')}. What a spreadsheet program ` +
      `would compute, also one that separates cells by semicolons or tabs, has an apostrophe in front. The header \`${exportCountHeader}\` tells the number of versions.`,
    parameters: listParameters.filter(({ name }) => name in exportQuerySchema.entries),
    responses: {
      ...createResponses('The versions.', 'List', {}, apiOperations.exportVersions.problems),
      200: {
        description: 'The versions.',
        headers: { [exportCountHeader]: { description: 'The number of versions.', schema: { type: 'integer' } } },
        content: { 'text/csv': { schema: { type: 'string' } } },
      },
    },
  },
}

/** The operations with a path of their own: `readVersions` is described with the list. */
const documentedNames = apiOperationNames.filter((name) => name !== 'readVersions')

type ReadName = Exclude<
  (typeof documentedNames)[number],
  | Action
  | BatchCommandName
  | keyof typeof savedViewPaths
  | 'enterPeople'
  | 'findPerson'
  | 'replayEngineCommand'
  | 'streamEvents'
  | 'exportVersions'
  | 'cancelOperation'
>

const reads: Readonly<Record<ReadName, ReadDescription>> = {
  readSession: { summary: 'Who is signed in, and what that person may do', schema: 'Session' },
  listVersions: {
    summary: 'The list of versions, or the versions with given identifiers',
    description:
      `With \`id\`, at most ${maxBatchSize} times and without any other parameter: a \`VersionBatch\`, in which each identifier is in exactly one of \`items\`, \`deleted\` and \`notFound\`; ` +
      'a repeated one is answered once. Otherwise a `List`.',
    schema: ['List', 'VersionBatch'],
    parameters: [...listParameters, batchIdParameter],
  },
  readFacets: {
    summary: 'The values of the filters, and how many versions match each',
    description: `At most ${maxFacetValues} values of each filter, those that most versions match first, then those that the query has, and ${countedDays.join(', ')} days. Each count follows all other filters. A user has one of the names under which versions have this user.`,
    schema: 'Facets',
    parameters: [...listParameters.filter(({ name }) => name in filterQuerySchema.entries), findParameter],
  },
  readVersion: { summary: 'One version with its people', schema: 'Version', parameters: [idParameter] },
  readHistory: { summary: 'What happened to a version, newest first', schema: 'History', parameters: [idParameter, historyCursor] },
  readImpact: { summary: 'What an ending or a publication would do now', schema: 'Impact', parameters: [idParameter] },
  readCopyName: {
    summary: 'A new name for a duplicate, and which journeys have a name already',
    schema: 'CopyName',
    parameters: [idParameter, copyNameParameter],
  },
  readPopulation: {
    summary: 'The people of a version over time, and what is to be expected',
    schema: 'Population',
    parameters: [idParameter, rangeParameter],
  },
  readOverview: {
    summary: 'All versions together, and which of them should be ended',
    schema: 'Overview',
    parameters: [timeZoneParameter],
  },
  readBatches: { summary: 'The batches of all users, newest first', schema: 'BatchList', parameters: batchListParameters },
  readBatch: {
    summary: 'A batch and its items, in the order in which they are ended',
    schema: 'BatchDetails',
    parameters: [batchIdInPath, ...batchParameters],
  },
  readSavedViews: { summary: 'The views of the list that the user has saved, and those that others share', schema: 'SavedViews' },
  readEngineCommands: {
    summary: 'The commands that an engine elsewhere has not accepted, and the executions that it still ends',
    schema: 'EngineCommands',
  },
  readOperation: { summary: 'What became of a command so far', schema: 'Operation', parameters: [keyInPath] },
}

const pathItems: Readonly<Record<(typeof documentedNames)[number], object>> = {
  ...(Object.fromEntries(
    Object.entries(reads).map(([name, description]) => [name, createReadPath(name as ReadName, description)]),
  ) as Record<ReadName, object>),
  ...batchCommandPaths,
  ...savedViewPaths,
  enterPeople: entrancesPath,
  replayEngineCommand: replayPath,
  findPerson: personPath,
  streamEvents: eventsPath,
  exportVersions: exportPath,
  cancelOperation: cancellationPath,
  ...(Object.fromEntries(actions.map((action) => [action, createActionPath(action)])) as Record<Action, object>),
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
  paths: documentedNames.reduce<Readonly<Record<string, object>>>(
    (paths, name) => ({ ...paths, [apiOperations[name].path]: { ...paths[apiOperations[name].path], ...pathItems[name] } }),
    {},
  ),
  components: { schemas },
}
