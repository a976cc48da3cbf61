import * as v from 'valibot'
import { historyEntrySchema } from './history.ts'
import { idSchema, instantSchema, measurementEntries } from './primitives.ts'
import { deletedVersionSchema } from './problem.ts'
import { versionSummarySchema } from './version.ts'

/** Maximum number of identifiers in one batched read. */
export const maxBatchSize = 100

/** The query of a batched read, `GET /api/versions?id=…&id=…`. It has no other parameter. A repeated identifier is answered once. */
export const versionBatchQuerySchema = v.strictObject({ id: v.pipe(v.array(idSchema), v.maxLength(maxBatchSize)) })

/** The response of a batched read. Each identifier of the request is in exactly one of `items`, `deleted` and `notFound`. */
export const versionBatchSchema = v.object({
  /** In the order of the request. */
  items: v.array(versionSummarySchema),
  /** The versions that were deleted, with what the problem `deleted` says of one. */
  deleted: v.array(v.object({ id: idSchema, latestEntry: v.optional(historyEntrySchema), deletedVersion: deletedVersionSchema })),
  /** The identifiers that no version has or had. */
  notFound: v.array(idSchema),
  /** Time at which the response was made. */
  asOf: instantSchema,
  ...measurementEntries,
})
export type VersionBatch = v.InferOutput<typeof versionBatchSchema>

/** Reads several versions. */
export const versionBatchRoute = { method: 'GET', path: '/api/versions', response: versionBatchSchema } as const
