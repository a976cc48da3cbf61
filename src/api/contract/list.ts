import * as v from 'valibot'
import { filterQuerySchema } from './filters/filter-query.ts'
import { countSchema, instantSchema, measurementEntries } from './primitives.ts'
import { versionSummarySchema } from './version.ts'

/** Sort fields of the list. */
export const sortKeys = ['name', 'version', 'status', 'people', 'updated', 'ended'] as const
export type SortKey = (typeof sortKeys)[number]

/** Ascending, or with a minus sign descending. */
export const sorts = [...sortKeys, ...sortKeys.map((key) => `-${key}` as const)] as const
export type Sort = (typeof sorts)[number]

/** Maximum number of rows in one response. */
export const maxPageSize = 200

/** The query of `GET /api/versions`, after parsing of the query string. */
export const listQuerySchema = v.strictObject({
  ...filterQuerySchema.entries,
  sort: v.optional(v.picklist(sorts), '-updated'),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxPageSize)), 30),
  /** Opaque: the `nextCursor` of the previous response. */
  cursor: v.optional(v.pipe(v.string(), v.maxLength(4000))),
})
export type ListQuery = v.InferOutput<typeof listQuerySchema>

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

/** The query of an export: which versions, and in which order. */
export const exportQuerySchema = v.omit(listQuerySchema, ['limit', 'cursor'])
export type ExportQuery = v.InferOutput<typeof exportQuerySchema>

/** The columns of an export, in order. Times are in UTC, as on the wire. */
export const exportColumns = [
  'id',
  'name',
  'version',
  'latest',
  'status',
  'peopleInside',
  'updatedAt',
  'endedAt',
  'endedBy',
  'reason',
  'note',
  'team',
] as const
export type ExportColumn = (typeof exportColumns)[number]

/** The header of the response that tells how many versions it has. */
export const exportCountHeader = 'x-total-count'

/** Streams all versions that match, as CSV (RFC 4180) with a line of headings. */
export const exportRoute = { method: 'GET', path: '/api/versions.csv', response: null } as const
