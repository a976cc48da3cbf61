import { adviceReasons } from '#domain/advice.ts'
import * as v from 'valibot'
import { countSchema, instantSchema } from './primitives.ts'
import { versionSummarySchema } from './version.ts'

/** A version that should be ended, or looked after, and why. */
const adviceSchema = v.object({
  version: versionSummarySchema,
  reasonCode: v.picklist(adviceReasons),
  /** Since when that is so: the last entrance, the end of the entrances, the closing. */
  since: instantSchema,
  /** How many people it is about: those inside; for a drain that stalls, those who are held up. */
  people: countSchema,
})
export type Advice = v.InferOutput<typeof adviceSchema>

/** The answer of `GET /api/overview`: all versions together. */
export const overviewSchema = v.object({
  asOf: instantSchema,
  peopleInside: countSchema,
  /** How many customers entered in the last 60 minutes. */
  enteredLastHour: countSchema,
  /** Closed versions with people inside. */
  draining: v.object({ versions: countSchema, peopleInside: countSchema }),
  /** Versions that were closed or stopped in the last 7 days, and on each of them, from the first (UTC) to today. */
  endedLastWeek: v.object({
    versions: countSchema,
    days: v.array(v.object({ day: v.pipe(v.string(), v.isoDate()), closed: countSchema, stopped: countSchema })),
  }),
  /** The versions that should be ended, most people first; at most 20. */
  advice: v.array(adviceSchema),
  /** How many there are in all. */
  adviceTotal: countSchema,
})
export type Overview = v.InferOutput<typeof overviewSchema>
