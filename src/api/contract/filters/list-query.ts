import { sorts } from '#api/contract/list.ts'
import * as v from 'valibot'
import { filterQuerySchema } from './filter-query.ts'

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

/** The query of an export: which versions, and in which order. */
export const exportQuerySchema = v.omit(listQuerySchema, ['limit', 'cursor'])
export type ExportQuery = v.InferOutput<typeof exportQuerySchema>

/** The query of `GET /api/facets`. */
export const facetsQuerySchema = v.strictObject({
  ...filterQuerySchema.entries,
  /** Only values whose names have these words; those of the filters stay. Empty: all. */
  find: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
})
export type FacetsQuery = v.InferOutput<typeof facetsQuerySchema>
