import { statuses } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { countSchema, instantSchema } from './primitives.ts'
import { versionSummarySchema } from './version.ts'

/** What the list can be sorted by. */
export const sortKeys = ['name', 'version', 'status', 'people', 'updated', 'ended'] as const
export type SortKey = (typeof sortKeys)[number]

/** Ascending, or with a minus sign descending. */
export const sorts = [...sortKeys, ...sortKeys.map((key) => `-${key}` as const)] as const
export type Sort = (typeof sorts)[number]

/** The most rows one answer holds. */
export const maxPageSize = 200

/** The query of `GET /api/versions`, after the query string has been read. */
export const listQuerySchema = v.strictObject({
  search: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  /** Empty: any. */
  status: v.optional(v.array(v.picklist(statuses)), []),
  /** Only those that were closed or stopped in the last so many days (UTC), today included. */
  endedWithin: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365))),
  versions: v.optional(v.picklist(['latest', 'all']), 'latest'),
  sort: v.optional(v.picklist(sorts), '-updated'),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxPageSize)), 30),
  /** Opaque, from the `nextCursor` of the answer before. */
  cursor: v.optional(v.pipe(v.string(), v.maxLength(4000))),
})
export type ListQuery = v.InferOutput<typeof listQuerySchema>

/** The answer of `GET /api/versions`. */
export const listSchema = v.object({
  items: v.array(versionSummarySchema),
  /** How many versions match search, status and version filter. */
  matchingCount: countSchema,
  /** How many there are in all, under the version filter alone. */
  totalCount: countSchema,
  /** How many match search and version filter, per status. */
  countsByStatus: v.record(v.string(), countSchema),
  /** The cursor of the next page, `null` on the last. */
  nextCursor: v.nullable(v.string()),
  /** When the numbers were computed. */
  asOf: instantSchema,
})
export type List = v.InferOutput<typeof listSchema>
