import * as v from 'valibot'
import { countSchema, idSchema, instantSchema } from '#api/contract/primitives.ts'
import { textSchema } from '#api/contract/requests.ts'

/** A number that every database holds. */
const reportedCountSchema = v.pipe(countSchema, v.maxValue(1_000_000_000_000))

const activityCountsSchema = v.strictObject({
  arrived: reportedCountSchema,
  passed: reportedCountSchema,
  timedOut: v.optional(reportedCountSchema, 0),
})

/**
 * The body of `POST /api/engine/reports`, which an engine elsewhere signs: what it knows of a version. That it knows the epoch acknowledges all
 * commands up to it.
 */
export const engineReportSchema = v.strictObject({
  versionId: idSchema,
  epoch: countSchema,
  /** When the numbers were counted. */
  asOf: instantSchema,
  /** The people at each activity since the version was published. Absent: only the epoch is acknowledged. An activity that is absent had nobody. */
  activities: v.optional(
    v.pipe(
      v.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'not an object'),
      v.record(textSchema, activityCountsSchema),
    ),
  ),
  /** Number of entrances that were refused since the version was published. */
  refused: v.optional(reportedCountSchema),
  /** How far the engine has ended the executions that a stop has halted. */
  cleanup: v.optional(
    v.pipe(
      v.strictObject({ cleanedUp: reportedCountSchema, toCleanUp: reportedCountSchema }),
      v.check(({ cleanedUp, toCleanUp }) => cleanedUp <= toCleanUp, 'more than there are'),
    ),
  ),
})
export type EngineReport = v.InferOutput<typeof engineReportSchema>

/** Where an engine elsewhere reports. */
export const engineReportPath = '/api/engine/reports'
