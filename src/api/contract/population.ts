import * as v from 'valibot'
import { historyEventTypes } from './history.ts'
import { countSchema, idSchema, instantSchema, measurementEntries, userSchema } from './primitives.ts'

/** Time ranges of the population: the last 24 hours, 7 days, 30 days, or since publication. */
export const populationRanges = ['24h', '7d', '30d', 'all'] as const
export type PopulationRange = (typeof populationRanges)[number]

/** The query of `GET /api/versions/{id}/population`. */
export const populationQuerySchema = v.strictObject({ range: v.optional(v.picklist(populationRanges), 'all') })

/** The population of a version at one moment: entered = inside + completed + stopped + timedOut. */
const populationPointSchema = v.object({
  at: instantSchema,
  entered: countSchema,
  inside: countSchema,
  completed: countSchema,
  stopped: countSchema,
  timedOut: countSchema,
})
export type PopulationPoint = v.InferOutput<typeof populationPointSchema>

/** The response of `GET /api/versions/{id}/population`: the population over time. */
export const populationSchema = v.object({
  versionId: idSchema,
  revision: countSchema,
  asOf: instantSchema,
  ...measurementEntries,
  range: v.picklist(populationRanges),
  /**
   * Measured points in order of time. The last one is at `asOf` or, for a finished version, at its end. Empty for a version that was
   * never published.
   */
  points: v.array(populationPointSchema),
  /**
   * Forecast. For a version that is closed (or was, before it was stopped): from its closing on, as predicted at that time. For a version
   * that can be closed: as if it were closed now. The points reach as far ahead as the range reaches back, at most until the version is
   * empty. They end at `emptyAt`, unless that is later.
   */
  forecast: v.nullable(
    v.object({ scenario: v.picklist(['closed', 'ifClosedNow']), points: v.array(populationPointSchema), emptyAt: instantSchema }),
  ),
  /** Changes of the version in that time. */
  marks: v.array(v.object({ at: instantSchema, type: v.picklist(historyEventTypes), actor: v.nullable(userSchema) })),
})
export type PopulationSeries = v.InferOutput<typeof populationSchema>

/** Reads the people of a version over time. */
export const populationRoute = { method: 'GET', path: '/api/versions/{id}/population', response: populationSchema } as const
