import { batchActions, batchItemStates, batchStates } from '#domain/batch.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { reasonCodes } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { countSchema, idSchema, instantSchema, userSchema } from '#api/contract/primitives.ts'
import { noteSchema } from '#api/contract/requests.ts'
import { versionRefSchema } from '#api/contract/version.ts'

/** Maximum number of batches, or of items, in one response. */
export const maxBatchPageSize = 100

/**
 * Why a version of a batch was not ended: a reason of the lifecycle table, or one of a batch. `changed`: the action is still allowed, but on
 * another status than was shown. `conflict`, `internalError`: each attempt failed.
 */
export const batchReasonCodes = [...reasonCodes, 'deleted', 'notFound', 'changed', 'conflict', 'internalError'] as const
export type BatchReasonCode = (typeof batchReasonCodes)[number]

export const batchReasonCodeSchema = v.union([v.picklist(batchReasonCodes), v.string()])

/** The name of a version in a batch. The version may have been renamed or deleted since. */
export const namedVersionEntries = { versionId: idSchema, name: v.string(), number: versionRefSchema.entries.number }

const typedCountEntry = { typedCount: v.optional(countSchema) }

/** The body of `POST /api/batches`. Reason and note follow the rules of the action. */
export const batchStartSchema = v.strictObject({
  preflightId: idSchema,
  reason: v.optional(v.nullable(v.picklist(closeReasons)), null),
  note: noteSchema,
  /** The number of versions that can be ended, as the user typed it. Required if the preflight says so. */
  ...typedCountEntry,
})
export type BatchStart = v.InferInput<typeof batchStartSchema>

/** The body of `POST /api/batches/{id}/cancel`. */
export const batchCancellationSchema = v.strictObject({})

/** The body of `POST /api/batches/{id}/retry`. `typedCount`: the number of failed items, under the rule of a start. */
export const batchRetrySchema = v.strictObject(typedCountEntry)
export type BatchRetry = v.InferInput<typeof batchRetrySchema>

const batchEntries = {
  id: idSchema,
  /** Grows with every change of the batch. */
  revision: countSchema,
  action: v.picklist(batchActions),
  state: v.union([v.picklist(batchStates), v.string()]),
  selected: countSchema,
  /** Number of items in each state. At every moment the sum is `selected`. */
  counts: v.object(v.entriesFromList(batchItemStates, countSchema)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  startedAt: instantSchema,
  startedBy: userSchema,
  /** Time at which the last item was settled, or the batch cancelled; `null` while it runs. */
  endedAt: v.nullable(instantSchema),
  /** Number of people inside the versions that could be ended, as the preflight showed it. */
  peopleInside: countSchema,
  /** The batch whose failed items this one contains. */
  retryOf: v.nullable(idSchema),
  /** The batch that contains the failed items of this one. */
  retriedBy: v.nullable(idSchema),
  /** Whether a retry requires the typed number of failed items. */
  retryRequiresTypedCount: v.boolean(),
  /** Those of the user's permissions that do not reach all its versions, because some belong to other teams. Absent from older backends. */
  withheld: v.optional(v.array(v.string())),
}

/** A batch: many versions that are ended one by one. */
export const batchSchema = v.object(batchEntries)
export type Batch = v.InferOutput<typeof batchSchema>

/** One version of a batch. */
export const batchItemSchema = v.object({
  ...namedVersionEntries,
  state: v.union([v.picklist(batchItemStates), v.string()]),
  /** Why the version was refused, or failed; `null` in the other states. */
  reasonCode: v.nullable(batchReasonCodeSchema),
  /** Number of people inside, as the preflight showed it. */
  peopleInside: countSchema,
  /** Time at which the item left the state `pending`; `null` before. */
  settledAt: v.nullable(instantSchema),
})
export type BatchItem = v.InferOutput<typeof batchItemSchema>

const pageQueryEntries = {
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxBatchPageSize)), 30),
  /** The `nextCursor` of the previous response. */
  cursor: v.optional(v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,14})$/, 'not a cursor of this list'), v.transform(Number))),
}

/** The query of `GET /api/batches`. */
export const batchListQuerySchema = v.strictObject(pageQueryEntries)

/** The response of `GET /api/batches`: newest first. */
export const batchListSchema = v.object({ items: v.array(batchSchema), nextCursor: v.nullable(v.string()), asOf: instantSchema })
export type BatchList = v.InferOutput<typeof batchListSchema>

/** The query of `GET /api/batches/{id}`. */
export const batchQuerySchema = v.strictObject({ state: v.optional(v.picklist(batchItemStates)), ...pageQueryEntries })

/** The response of `GET /api/batches/{id}`: the batch, and a page of its items in the order in which they are ended. */
export const batchDetailsSchema = v.object({
  ...batchEntries,
  items: v.array(batchItemSchema),
  nextCursor: v.nullable(v.string()),
  asOf: instantSchema,
})
export type BatchDetails = v.InferOutput<typeof batchDetailsSchema>

/*
 * The routes end in a segment, as those of actions and operations do. A colon (`:preflight`) begins a parameter in the syntax of the router.
 */

/** Starts a batch. */
export const batchStartRoute = { method: 'POST', path: '/api/batches', response: batchSchema } as const

/** Reads the batches of all users. */
export const batchListRoute = { method: 'GET', path: '/api/batches', response: batchListSchema } as const

/** Reads a batch and a page of its items. */
export const batchRoute = { method: 'GET', path: '/api/batches/{id}', response: batchDetailsSchema } as const

/** Cancels what is pending of a batch. */
export const batchCancelRoute = { method: 'POST', path: '/api/batches/{id}/cancel', response: batchSchema } as const

/** Starts a batch with the failed items of another one. */
export const batchRetryRoute = { method: 'POST', path: '/api/batches/{id}/retry', response: batchSchema } as const
