import * as v from 'valibot'
import { countSchema, instantSchema, measurementEntries } from './primitives.ts'
import { versionSummarySchema } from './version.ts'

/** Sort fields of the list. */
export const sortKeys = ['name', 'version', 'status', 'people', 'updated', 'ended'] as const
export type SortKey = (typeof sortKeys)[number]

/** Ascending, or with a minus sign descending. */
export const sorts = [...sortKeys, ...sortKeys.map((key) => `-${key}` as const)] as const
export type Sort = (typeof sorts)[number]

/** The response of `GET /api/versions`. */
export const listSchema = v.object({
  items: v.array(versionSummarySchema),
  /** Number of versions that match the whole query. */
  matchingCount: countSchema,
  /** Number of versions that match the version filter alone. */
  totalCount: countSchema,
  /** Facet: number of versions that match all but the filter by status, per status. */
  countsByStatus: v.record(v.string(), countSchema),
  /** The cursor of the next page, `null` on the last. */
  nextCursor: v.nullable(v.string()),
  /** Time at which the response was made. */
  asOf: instantSchema,
  ...measurementEntries,
})
export type List = v.InferOutput<typeof listSchema>

/** Reads a page of the list. */
export const listRoute = { method: 'GET', path: '/api/versions', response: listSchema } as const
