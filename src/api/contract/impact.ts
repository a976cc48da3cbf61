import * as v from 'valibot'
import { countSchema, idSchema, instantSchema, messageCountsSchema, userSchema } from './primitives.ts'
import { statusSchema, versionRefSchema } from './version.ts'

/** The answer of `GET /api/versions/{id}/impact`: what each ending, or publishing, would do now. Nothing has happened yet. */
export const impactSchema = v.object({
  versionId: idSchema,
  /** The state the numbers belong to; the action that follows names it in `If-Match`. */
  revision: countSchema,
  status: statusSchema,
  asOf: instantSchema,
  peopleInside: countSchema,
  close: v.object({
    /** Messages the people inside would still get on their way to the end. */
    messages: messageCountsSchema,
    /** When the last of them would leave; `null` when nobody is inside. */
    lastExit: v.nullable(instantSchema),
    /** How many of them wait for something that will not come, and would leave only by the global timeout. */
    timingOut: countSchema,
    /** How many customers would have entered in the 24 hours that follow. */
    entrancesNextDay: countSchema,
    /** The next entrances that are scheduled (not those that come one by one) and would not happen, at most three. */
    nextEntrances: v.array(v.object({ at: instantSchema, people: countSchema })),
  }),
  stop: v.object({
    /** Messages that would never be sent. */
    messages: messageCountsSchema,
    oneStepFromEnd: countSchema,
    /** What people inside have been promised and would not get: the activities that send it, and to how many. */
    promised: v.array(v.object({ id: idSchema, name: v.string(), people: countSchema })),
    /** Messages handed over for sending so far; they cannot be recalled. */
    alreadySent: messageCountsSchema,
    /** Whether the journey's name has to be typed to confirm. */
    requiresTypedName: v.boolean(),
  }),
  publish: v.object({
    /** The version that would close because this one takes its place. */
    supersedes: v.nullable(versionRefSchema),
  }),
  /** Versions that can still send people into this journey by a jump; that jump fails once nobody can enter. */
  incomingJumps: v.array(versionRefSchema),
  /** Other versions of the journey that still have people inside. */
  otherVersions: v.array(versionRefSchema),
  /** The latest versions of other journeys whose names look the same, though they may be written otherwise; at most five. */
  similarNames: v.array(v.object({ ...versionRefSchema.entries, createdBy: userSchema })),
})
export type Impact = v.InferOutput<typeof impactSchema>
