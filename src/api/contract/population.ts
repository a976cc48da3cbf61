import * as v from 'valibot'
import { happenings } from './history.ts'
import { countSchema, idSchema, instantSchema, personSchema } from './primitives.ts'

/** How far back people can be looked at: the last 24 hours, 7 days, 30 days, or since publication. */
export const ranges = ['24h', '7d', '30d', 'all'] as const
export type Range = (typeof ranges)[number]

/** The query of `GET /api/versions/{id}/people`. */
export const peopleQuerySchema = v.strictObject({ range: v.optional(v.picklist(ranges), 'all') })

/** The people of a version at a moment: entered = inside + completed + stopped + timedOut. */
const pointSchema = v.object({
  at: instantSchema,
  entered: countSchema,
  inside: countSchema,
  completed: countSchema,
  stopped: countSchema,
  timedOut: countSchema,
})
export type Point = v.InferOutput<typeof pointSchema>

/** The answer of `GET /api/versions/{id}/people`: its people over time. */
export const peopleSchema = v.object({
  versionId: idSchema,
  revision: countSchema,
  asOf: instantSchema,
  range: v.picklist(ranges),
  /** What was counted: in order of time, the last one at `asOf` or, for a version that is over, when it was over. Empty for one that was never published. */
  points: v.array(pointSchema),
  /**
   * What was, or is, to be expected: for a version that is closed (or was, before it was stopped), from its closing on, as it could be foretold then;
   * for one that can be closed, if it were closed now. It goes as far ahead as the range goes back, at most until nobody is inside any more. `emptyAt`, unless that
   * lies further ahead than the range reaches back.
   */
  forecast: v.nullable(v.object({ because: v.picklist(['closed', 'ifClosedNow']), points: v.array(pointSchema), emptyAt: instantSchema })),
  /** What happened to it in that time. */
  marks: v.array(v.object({ at: instantSchema, what: v.picklist(happenings), by: v.nullable(personSchema) })),
})
export type People = v.InferOutput<typeof peopleSchema>
