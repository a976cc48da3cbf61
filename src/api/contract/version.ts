import { activityKinds, entryTypes } from '#domain/flow.ts'
import { statuses } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { endedSchema } from './ended.ts'
import { countSchema, idSchema, instantSchema, userSchema } from './primitives.ts'
import { receiptSchema } from './receipt.ts'

/** One of the seven statuses; or, from a newer server, one this program has not heard of. */
export const statusSchema = v.union([v.picklist(statuses), v.string()])

const summaryEntries = {
  id: idSchema,
  journeyId: idSchema,
  name: v.string(),
  /** 1 for the first version of the journey. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Whether no newer version of the journey exists. */
  latest: v.boolean(),
  /** Grows with every change; `If-Match` names it as `"r<revision>"`. */
  revision: countSchema,
  status: statusSchema,
  type: v.picklist(entryTypes),
  description: v.string(),
  tags: v.array(v.string()),
  startsAt: v.nullable(instantSchema),
  endsAt: v.nullable(instantSchema),
  createdAt: instantSchema,
  createdBy: userSchema,
  updatedAt: instantSchema,
  /** `null` when the last change happened by itself. */
  updatedBy: v.nullable(userSchema),
  publishedAt: v.nullable(instantSchema),
  publishedBy: v.nullable(userSchema),
  /** When a paused version resumes by itself. */
  pausedUntil: v.nullable(instantSchema),
  ended: v.nullable(endedSchema),
  finishedAt: v.nullable(instantSchema),
  peopleInside: countSchema,
}

/** A version as a row of the list shows it. */
export const versionSummarySchema = v.object(summaryEntries)
export type VersionSummary = v.InferOutput<typeof versionSummarySchema>

/** Enough to name a version and to link to it. */
export const versionRefSchema = v.object({
  id: idSchema,
  name: v.string(),
  number: summaryEntries.number,
  latest: v.boolean(),
  status: statusSchema,
  revision: summaryEntries.revision,
  peopleInside: countSchema,
})
export type VersionRef = v.InferOutput<typeof versionRefSchema>

/** An activity of the path and the people at it. `arrived` = `inside` + `passed` + `stopped` + `timedOut`. */
export const activitySchema = v.object({
  id: idSchema,
  kind: v.picklist(activityKinds),
  name: v.string(),
  /** How long a customer stays, in milliseconds; `null` for those who wait until the global timeout. */
  durationMs: v.nullable(v.pipe(v.number(), v.minValue(0))),
  next: v.array(
    v.object({
      to: idSchema,
      share: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
      name: v.nullable(v.string()),
      /** How many people have gone this way: over all ways out of an activity, as many as passed it. */
      peopleTaken: countSchema,
    }),
  ),
  /** Whether it sends something that customers have been promised: a confirmation, a voucher. */
  promised: v.boolean(),
  /** For a jump: the latest version of the journey it leads into; `null` where there is none. */
  jumpTarget: v.nullable(versionRefSchema),
  arrived: countSchema,
  inside: countSchema,
  passed: countSchema,
  stopped: countSchema,
  timedOut: countSchema,
})
export type ActivityWithPeople = v.InferOutput<typeof activitySchema>

/** A drain that comes to a halt somewhere. */
export const stallSchema = v.object({
  /** When the global timeout will have ended the last of these waits. */
  until: instantSchema,
  peopleInside: countSchema,
  /** Where they are, or will be, held up. */
  activities: v.array(v.object({ id: idSchema, name: v.string(), peopleInside: countSchema })),
})
export type Stall = v.InferOutput<typeof stallSchema>

/** A version with everything its page shows. */
export const versionSchema = v.object({
  ...summaryEntries,
  /** When the numbers were computed. */
  asOf: instantSchema,
  people: v.object({
    entered: countSchema,
    enteredToday: countSchema,
    inside: countSchema,
    completed: countSchema,
    stopped: countSchema,
    timedOut: countSchema,
  }),
  /** In the order people walk them; the first is where everyone enters. */
  activities: v.array(activitySchema),
  timeZone: v.string(),
  reentrance: v.boolean(),
  /** The longest a customer may stay inside, in days. */
  globalTimeoutDays: v.number(),
  /** When the last person will have left, for a version that is closed. */
  emptyAt: v.nullable(instantSchema),
  /** People who wait for something that will not come: only the global timeout will end their wait. `null` where there are none, and while the version is not closed. */
  stall: v.nullable(stallSchema),
  /** What its endings did, newest first: none, one, or a stop after a close. */
  receipts: v.array(receiptSchema),
  /** When it was deleted; only answers to the deletion itself carry one. */
  deletedAt: v.nullable(instantSchema),
  /** Every version of the journey, newest first, this one included. */
  versions: v.array(versionRefSchema),
})
export type Version = v.InferOutput<typeof versionSchema>
