import { adviceReasons } from '#domain/advice.ts'
import * as v from 'valibot'
import { countSchema, instantSchema, measurementEntries, timeZoneSchema } from './primitives.ts'
import { versionSummarySchema } from './version.ts'

/** A version that needs attention (to be ended or checked), and the reason. */
const adviceSchema = v.object({
  version: versionSummarySchema,
  reasonCode: v.picklist(adviceReasons),
  /** Start of that state: the last entrance, the end of the entrances, or the closing. */
  since: instantSchema,
  /** Number of people affected: those inside; for a stalled drain, those who are held up. */
  people: countSchema,
})
export type Advice = v.InferOutput<typeof adviceSchema>

/** The query of `GET /api/overview`, after parsing of the query string. */
export const overviewQuerySchema = v.strictObject({ timeZone: timeZoneSchema })

/** The response of `GET /api/overview`: all versions together. */
export const overviewSchema = v.object({
  asOf: instantSchema,
  ...measurementEntries,
  peopleInside: countSchema,
  /** Number of customers who entered in the last 60 minutes. */
  enteredLastHour: countSchema,
  /** Closed versions with people inside. */
  draining: v.object({ versions: countSchema, peopleInside: countSchema }),
  /** Versions closed or stopped in the last 7 days of `timeZone`, and on each of these days, from the first to today. */
  endedLastWeek: v.object({
    versions: countSchema,
    days: v.array(v.object({ day: v.pipe(v.string(), v.isoDate()), closed: countSchema, stopped: countSchema })),
  }),
  /** The versions that should be ended, most people first; at most 20. */
  advice: v.array(adviceSchema),
  /** Total number of such versions. */
  adviceTotal: countSchema,
})
export type Overview = v.InferOutput<typeof overviewSchema>

/** Reads the overview. */
export const overviewRoute = { method: 'GET', path: '/api/overview', response: overviewSchema } as const
