import * as v from 'valibot'
import { filterQuerySchema, type FilterQuery } from '#api/contract/filters/filter-query.ts'

/** The query that leaves nothing out but older versions. */
export const everyVersion: FilterQuery = v.parse(filterQuerySchema, {})
