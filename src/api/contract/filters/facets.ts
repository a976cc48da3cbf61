import * as v from 'valibot'
import { dayFilters, valueFilters } from './filter-query.ts'
import { countSchema, instantSchema } from '#api/contract/primitives.ts'

/** The numbers of days that are counted, and offered as choices. */
export const countedDays = [1, 7, 30, 90, 365] as const

/** Maximum number of values of each filter in a response, besides those that the query has. */
export const maxFacetValues = 200

/** A value of a filter. */
const facetValueSchema = v.object({
  value: v.string(),
  /** Of a user, the name; otherwise the value. */
  name: v.string(),
  /** Number of versions that match all but this filter, and have the value. */
  count: countSchema,
})

/** The response of `GET /api/facets`: the values of each filter that there are, those of most versions first. */
export const facetsSchema = v.object({
  ...v.entriesFromList(valueFilters, v.array(facetValueSchema)),
  /** The values are numbers of days, in ascending order. */
  ...v.entriesFromList(dayFilters, v.array(facetValueSchema)),
  /** Time at which the response was made. */
  asOf: instantSchema,
})
export type Facets = v.InferOutput<typeof facetsSchema>

/** Reads the values of the filters. */
export const facetsRoute = { method: 'GET', path: '/api/facets', response: facetsSchema } as const
