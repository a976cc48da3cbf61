import { endedSchema, receiptSchema } from '#api/contract/version.ts'
import {
  batchCancellationSchema,
  batchDetailsSchema,
  batchItemSchema,
  batchListQuerySchema,
  batchListSchema,
  batchQuerySchema,
  batchRetrySchema,
  batchSchema,
  batchStartSchema,
} from '#api/contract/batches/batch.ts'
import { preflightSchema } from '#api/contract/batches/preflight.ts'
import { preflightRequestSchema } from '#api/contract/batches/preflight-request.ts'
import { engineCommandsSchema, replaySchema } from '#api/contract/engine/engine-commands.ts'
import { personLookUpRequestSchema, personLookUpSchema } from '#api/contract/entrances/person-look-up.ts'
import { entranceRequestSchema, entrancesSchema } from '#api/contract/entrances/entrances.ts'
import { batchChangeSchema, heartbeatSchema, versionChangeSchema, resyncSchema } from '#api/contract/events.ts'
import { userSchema } from '#api/contract/primitives.ts'
import { historyEntrySchema, historySchema } from '#api/contract/history.ts'
import { copyNameQuerySchema, copyNameSchema, impactSchema } from '#api/contract/impact.ts'
import { facetsSchema } from '#api/contract/filters/facets.ts'
import { listSchema } from '#api/contract/list.ts'
import { facetsQuerySchema, listQuerySchema } from '#api/contract/filters/list-query.ts'
import { versionBatchQuerySchema, versionBatchSchema } from '#api/contract/version-batch.ts'
import { operationSchema, cancellationSchema } from '#api/contract/operation.ts'
import { overviewQuerySchema, overviewSchema } from '#api/contract/overview.ts'
import { populationQuerySchema, populationSchema } from '#api/contract/population.ts'
import { problemSchema } from '#api/contract/problem.ts'
import { problemCodes } from '#api/contract/problems/problem-codes.ts'
import { requestSchemas } from '#api/contract/requests.ts'
import { savedViewDeletionRoute, savedViewRequestSchema, savedViewSchema, savedViewsSchema } from '#api/contract/saved-views/saved-view.ts'
import { sessionSchema } from '#api/contract/session.ts'
import { activitySchema, versionRefSchema, versionSchema, versionSummarySchema } from '#api/contract/version.ts'
import { actions, type Action } from '#domain/lifecycle.ts'
import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema'

/** The name of the schema of an action's body. */
export const formatBodyName = (action: Action): string => `${action.charAt(0).toUpperCase()}${action.slice(1)}Request`

// JSON Schema cannot express some rules (a note is required with one reason). The description of the action states them.
const config = {
  target: 'draft-2020-12',
  typeMode: 'input',
  errorMode: 'ignore',
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
} satisfies ConversionConfig

const generatedSchemas = toJsonSchemaDefs(
  {
    User: userSchema,
    Ended: endedSchema,
    Activity: activitySchema,
    VersionRef: versionRefSchema,
    VersionSummary: versionSummarySchema,
    Version: versionSchema,
    HistoryEntry: historyEntrySchema,
    History: historySchema,
    Impact: impactSchema,
    CopyName: copyNameSchema,
    List: listSchema,
    Facets: facetsSchema,
    VersionBatch: versionBatchSchema,
    Population: populationSchema,
    Overview: overviewSchema,
    Receipt: receiptSchema,
    VersionChange: versionChangeSchema,
    BatchChange: batchChangeSchema,
    Heartbeat: heartbeatSchema,
    Resync: resyncSchema,
    Session: sessionSchema,
    Problem: problemSchema,
    PersonLookUpRequest: personLookUpRequestSchema,
    PersonLookUp: personLookUpSchema,
    EntranceRequest: entranceRequestSchema,
    Entrances: entrancesSchema,
    EngineCommands: engineCommandsSchema,
    EngineCommandReplay: replaySchema,
    Operation: operationSchema,
    Cancellation: cancellationSchema,
    PreflightRequest: preflightRequestSchema,
    Preflight: preflightSchema,
    BatchStart: batchStartSchema,
    BatchCancellation: batchCancellationSchema,
    BatchRetry: batchRetrySchema,
    Batch: batchSchema,
    BatchList: batchListSchema,
    BatchItem: batchItemSchema,
    BatchDetails: batchDetailsSchema,
    SavedView: savedViewSchema,
    SavedViews: savedViewsSchema,
    SavedViewRequest: savedViewRequestSchema,
    SavedViewDeletion: savedViewDeletionRoute.response,
    ...Object.fromEntries(actions.map((action) => [formatBodyName(action), requestSchemas[action]])),
  },
  config,
)

/** All schemas of the wire format, by name. The codes of problems are listed here: clients accept any text. */
export const schemas = {
  ...generatedSchemas,
  Problem: {
    ...generatedSchemas.Problem,
    properties: { ...generatedSchemas.Problem.properties, code: { anyOf: [{ enum: problemCodes }, { type: 'string' }] } },
  },
}

/** A reference to a named schema. */
export const createSchemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const timeZoneDescription = 'The time zone in which days are counted: a name of the IANA database.'

const severalNote = 'Repeat it for several; leave it out for any.'

const parameterDescriptions: Readonly<Record<keyof typeof listQuerySchema.entries, string>> = {
  search:
    'Words that all stand somewhere in the name, the description, a tag or a person’s name, whatever their case and accents and the kind of quotes, dashes and spaces; ' +
    'or identifiers, of a version or a journey, or the address of a version; or a title with its version (`v. 2`).',
  status: severalNote,
  type: severalNote,
  tag: `Only those with one of these tags. ${severalNote}`,
  uses:
    'Only those that use one of these things: `activity:sms` (also `email`, `push`, `inApp`), or by its name `template:…`, `audience:…`, `tag:…`. ' +
    severalNote,
  createdBy: `The identifier of a user. ${severalNote}`,
  publishedBy: `The identifier of a user. ${severalNote}`,
  reason: `Only those closed or stopped for one of these reasons. ${severalNote}`,
  endedWithin: 'Only those closed or stopped in the last so many days of `timeZone`, today included.',
  publishedWithin: 'Only those published in the last so many days of `timeZone`, today included.',
  updatedWithin: 'Only those last changed in the last so many days of `timeZone`, today included.',
  timeZone: timeZoneDescription,
  versions: 'Only the latest version of each journey, or all.',
  sort: 'With a minus sign, descending. By `name`: numbers by their value, accents and case only between names that are otherwise the same.',
  limit: 'The most rows in the answer.',
  cursor: 'The `nextCursor` of the page before.',
}

const createParameter = (name: string, description: string, entry: Parameters<typeof toJsonSchema>[0]) => {
  const { $schema: _, ...schema } = toJsonSchema(entry, config)
  return { name, in: 'query', description, schema }
}

/** The query parameters of the list. */
export const listParameters = Object.entries(listQuerySchema.entries).map(([name, entry]) =>
  createParameter(name, parameterDescriptions[name as keyof typeof parameterDescriptions], entry),
)

/** The query parameter of the values of the filters, besides those of the list. */
export const findParameter = createParameter(
  'find',
  'Only values whose names have all these words, whatever case, accents and typography. Those that the query has stay.',
  facetsQuerySchema.entries.find,
)

/** The query parameter of a batched read. */
export const batchIdParameter = createParameter('id', 'Of a version. Repeat it for several.', versionBatchQuerySchema.entries.id)

/** The query parameter of the people over time. */
export const rangeParameter = createParameter(
  'range',
  'How far back, from now or from when the version was over.',
  populationQuerySchema.entries.range,
)

/** The query parameter of the overview. */
export const timeZoneParameter = createParameter('timeZone', timeZoneDescription, overviewQuerySchema.entries.timeZone)
/** The query parameter of the name of a duplicate. */
export const copyNameParameter = createParameter(
  'name',
  'A name to look for among those of all journeys, whatever its case and accents.',
  copyNameQuerySchema.entries.name,
)

const batchParameterDescriptions: Readonly<Record<keyof typeof batchQuerySchema.entries, string>> = {
  state: 'Only items in this state.',
  limit: 'The most rows in the answer.',
  cursor: 'The `nextCursor` of the page before.',
}

/** The query parameters of the items of a batch. */
export const batchParameters = Object.entries(batchQuerySchema.entries).map(([name, entry]) =>
  createParameter(name, batchParameterDescriptions[name as keyof typeof batchParameterDescriptions], entry),
)

/** The query parameters of the list of batches. */
export const batchListParameters = batchParameters.filter(({ name }) => name in batchListQuerySchema.entries)
