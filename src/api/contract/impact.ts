import * as v from 'valibot'
import { countSchema, idSchema, instantSchema, measurementEntries, messageCountsSchema, userSchema } from './primitives.ts'
import { nameSchema } from './requests.ts'
import { statusSchema, versionRefSchema } from './version.ts'

/**
 * The response of `GET /api/versions/{id}/impact`: the predicted effect of each ending, or of publishing, now. The request changes
 * nothing.
 */
export const impactSchema = v.object({
  versionId: idSchema,
  /** The revision that the numbers belong to. The action that follows sends it in `If-Match`. */
  revision: countSchema,
  status: statusSchema,
  asOf: instantSchema,
  ...measurementEntries,
  peopleInside: countSchema,
  close: v.object({
    /** Messages that the people inside would still receive before the end. */
    messages: messageCountsSchema,
    /** Time at which the last of them would leave; `null` if the version is empty. */
    lastExit: v.nullable(instantSchema),
    /** Number of people who wait for an event that will not occur, and who would leave only by the global timeout. */
    timingOut: countSchema,
    /** Number of customers who would have entered in the next 24 hours. */
    entrancesNextDay: countSchema,
    /** The next scheduled entrances (not individual ones) that would not happen, at most three. */
    nextEntrances: v.array(v.object({ at: instantSchema, people: countSchema })),
  }),
  stop: v.object({
    /** Messages that would never be sent. */
    messages: messageCountsSchema,
    oneStepFromEnd: countSchema,
    /** Promised messages that people inside would not receive: the activities that send them, and the number of people for each. */
    promised: v.array(v.object({ id: idSchema, name: v.string(), people: countSchema })),
    /** Messages handed over for sending so far; they cannot be recalled. */
    alreadySent: messageCountsSchema,
    /** True if the user has to type the journey's name to confirm. */
    requiresTypedName: v.boolean(),
  }),
  publish: v.object({
    /** The version that would close because this one replaces it. */
    supersedes: v.nullable(versionRefSchema),
  }),
  /** Versions that can still send people into this journey by a jump. The jump fails once this journey accepts no entrances. */
  incomingJumps: v.array(versionRefSchema),
  /** Other versions of the journey with people inside. */
  otherVersions: v.array(versionRefSchema),
  /** The latest versions of other journeys whose names look the same but may be spelled differently; at most five. */
  similarNames: v.array(v.object({ ...versionRefSchema.entries, createdBy: userSchema })),
})
export type Impact = v.InferOutput<typeof impactSchema>

/** The query of `GET /api/versions/{id}/copy-name`. */
export const copyNameQuerySchema = v.strictObject({ name: v.optional(nameSchema) })

/** The response of `GET /api/versions/{id}/copy-name`: what a duplicate of the version may be called. The request changes nothing. */
export const copyNameSchema = v.object({
  /** A name that fits, and that no journey has. It is not reserved: another user may take it. */
  proposedName: v.string(),
  /** The latest versions of journeys that have the `name` of the query, or one that looks the same; at most five. */
  sameNames: v.array(versionRefSchema),
})
export type CopyName = v.InferOutput<typeof copyNameSchema>

/** Reads the impact of an action on a version. */
export const impactRoute = { method: 'GET', path: '/api/versions/{id}/impact', response: impactSchema } as const

/** Reads a name for a duplicate of a version. */
export const copyNameRoute = { method: 'GET', path: '/api/versions/{id}/copy-name', response: copyNameSchema } as const
