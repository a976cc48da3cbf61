import * as v from 'valibot'
import { historyEventTypes } from './history.ts'
import { countSchema, idSchema, instantSchema, userSchema } from './primitives.ts'

/** How far back people can be looked at: the last 24 hours, 7 days, 30 days, or since publication. */
export const populationRanges = ['24h', '7d', '30d', 'all'] as const
export type PopulationRange = (typeof populationRanges)[number]

/** The query of `GET /api/versions/{id}/population`. */
export const populationQuerySchema = v.strictObject({ range: v.optional(v.picklist(populationRanges), 'all') })

/** The people of a version at a moment: entered = inside + completed + stopped + timedOut. */
const populationPointSchema = v.object({
  at: instantSchema,
  entered: countSchema,
  inside: countSchema,
  completed: countSchema,
  stopped: countSchema,
  timedOut: countSchema,
})
export type PopulationPoint = v.InferOutput<typeof populationPointSchema>

/** The answer of `GET /api/versions/{id}/population`: its people over time. */
export const populationSchema = v.object({
  versionId: idSchema,
  revision: countSchema,
  asOf: instantSchema,
  range: v.picklist(populationRanges),
  /** What was counted: in order of time, the last one at `asOf` or, for a version that is over, when it was over. Empty for one that was never published. */
  points: v.array(populationPointSchema),
  /**
   * What was, or is, to be expected: for a version that is closed (or was, before it was stopped), from its closing on, as it could be foretold then;
   * for one that can be closed, if it were closed now. It goes as far ahead as the range goes back, at most until nobody is inside any more. `emptyAt`, unless that
   * lies further ahead than the range reaches back.
   */
  forecast: v.nullable(
    v.object({ scenario: v.picklist(['closed', 'ifClosedNow']), points: v.array(populationPointSchema), emptyAt: instantSchema }),
  ),
  /** What happened to it in that time. */
  marks: v.array(v.object({ at: instantSchema, type: v.picklist(historyEventTypes), actor: v.nullable(userSchema) })),
})
export type PopulationSeries = v.InferOutput<typeof populationSchema>
