import { triggers } from '#domain/automatic-transitions.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { activityKinds, entryTypes } from '#domain/flow.ts'
import { statuses } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { countSchema, idSchema, instantSchema, measurementEntries, messageCountsSchema, userSchema } from './primitives.ts'

/** One of the seven statuses; or, from a newer server, one that this client does not know. */
export const statusSchema = v.union([v.picklist(statuses), v.string()])

/** The closing or stopping of a version: time, actor, reason and note. */
export const endedSchema = v.object({
  at: instantSchema,
  action: v.picklist(['close', 'stop']),
  /** `null` for an automatic transition; `trigger` contains its cause. */
  actor: v.nullable(userSchema),
  trigger: v.nullable(v.picklist(triggers)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  /** Number of people inside at that moment. */
  peopleInside: countSchema,
})
export type Ended = v.InferOutput<typeof endedSchema>

/** The effect of an ending, as the backend counts it afterwards. */
export const receiptSchema = v.object({
  ...endedSchema.entries,
  /** The history entry that the receipt belongs to. */
  sequence: countSchema,
  /** Number of people inside at the ending who were stopped at once: all of them, or none. */
  stopped: countSchema,
  /** Number of people inside at the ending who could continue to the end: all of them, or none. */
  leftToFinish: countSchema,
  /** Number of messages that were not sent because of the ending. */
  messagesNotSent: messageCountsSchema,
  /** Number of customers who would have entered by now. Customers who enter a newer version instead are not counted. */
  entrancesRefused: countSchema,
  /** Messages of activities that people had passed: handed over before the stop, or refused since. Absent where people are computed. */
  handedOver: v.optional(v.object({ accepted: countSchema, refused: countSchema })),
})
export type Receipt = v.InferOutput<typeof receiptSchema>

const summaryEntries = {
  id: idSchema,
  journeyId: idSchema,
  name: v.string(),
  /** 1 for the first version of the journey. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** True if the journey has no newer version. */
  latest: v.boolean(),
  /** Grows with every change. `If-Match` contains it as `"r<revision>"`. */
  revision: countSchema,
  status: statusSchema,
  type: v.picklist(entryTypes),
  description: v.string(),
  tags: v.array(v.string()),
  /** The team that the journey belongs to. Absent: it is everybody's, or the backend is older. */
  team: v.optional(v.string()),
  /** Those of the user's permissions that do not reach this version, because it belongs to another team. Absent from older backends. */
  withheld: v.optional(v.array(v.string())),
  startsAt: v.nullable(instantSchema),
  endsAt: v.nullable(instantSchema),
  createdAt: instantSchema,
  createdBy: userSchema,
  updatedAt: instantSchema,
  /** `null` if the last change was automatic. */
  updatedBy: v.nullable(userSchema),
  publishedAt: v.nullable(instantSchema),
  publishedBy: v.nullable(userSchema),
  /** Time at which a paused version resumes automatically. */
  pausedUntil: v.nullable(instantSchema),
  ended: v.nullable(endedSchema),
  finishedAt: v.nullable(instantSchema),
  peopleInside: countSchema,
}

/** A version as a row of the list shows it. */
export const versionSummarySchema = v.object(summaryEntries)
export type VersionSummary = v.InferOutput<typeof versionSummarySchema>

/** A reference: enough to name a version and to link to it. */
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
  /** Duration of a customer's stay, in milliseconds; `null` if customers wait until the global timeout. */
  durationMs: v.nullable(v.pipe(v.number(), v.minValue(0))),
  next: v.array(
    v.object({
      to: idSchema,
      share: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
      name: v.nullable(v.string()),
      /** Number of people who took this branch. The sum over all branches of an activity is its `passed`. */
      peopleTaken: countSchema,
    }),
  ),
  /** True if the activity sends a message that customers have been promised: a confirmation, a voucher. */
  promised: v.boolean(),
  /** For a message: the name of its template, if it has one. */
  template: v.optional(v.string()),
  /** For a jump: the latest version of the target journey; `null` if there is none. */
  jumpTarget: v.nullable(versionRefSchema),
  arrived: countSchema,
  inside: countSchema,
  passed: countSchema,
  stopped: countSchema,
  timedOut: countSchema,
})
export type ActivityWithPeople = v.InferOutput<typeof activitySchema>

/** A stalled drain: people are held up at one or more activities. */
export const stallSchema = v.object({
  /** Time at which the global timeout will have ended the last of these waits. */
  until: instantSchema,
  peopleInside: countSchema,
  /** The activities where people are, or will be, held up. */
  activities: v.array(v.object({ id: idSchema, name: v.string(), peopleInside: countSchema })),
})
export type Stall = v.InferOutput<typeof stallSchema>

/** The clean-up after a stop: nothing more is sent, and executions are ended one set after another. */
export const cleanUpSchema = v.object({
  /** Time since which nothing more is sent. */
  since: instantSchema,
  /** Number of executions that the stop halted. */
  executions: countSchema,
  /** How many of them are ended. */
  cleaned: countSchema,
})

/** A version with all data of its page. */
export const versionSchema = v.object({
  ...summaryEntries,
  /** Time at which the response was made. */
  asOf: instantSchema,
  ...measurementEntries,
  people: v.object({
    entered: countSchema,
    enteredToday: countSchema,
    inside: countSchema,
    completed: countSchema,
    stopped: countSchema,
    timedOut: countSchema,
  }),
  /** In the order of the path; everyone enters at the first. */
  activities: v.array(activitySchema),
  /** The name of the audience whose customers enter, if there is one. */
  audience: v.optional(v.string()),
  timeZone: v.string(),
  reentrance: v.boolean(),
  /** Maximum stay of a customer, in days. */
  globalTimeoutDays: v.number(),
  /** Time at which the last person will have left, for a closed version. */
  emptyAt: v.nullable(instantSchema),
  /**
   * People who wait for an event that will not occur: only the global timeout ends their wait. `null` if there are none, and while the
   * version is not closed.
   */
  stall: v.nullable(stallSchema),
  /** The clean-up after a stop, while it goes on; `null` otherwise. Absent from older backends. */
  cleanUp: v.optional(v.nullable(cleanUpSchema)),
  /** Receipts of the endings, newest first: none, one, or a stop after a close. */
  receipts: v.array(receiptSchema),
  /** Time of the deletion. Only responses to the deletion itself contain one. */
  deletedAt: v.nullable(instantSchema),
  /** Every version of the journey, newest first, this one included. */
  versions: v.array(versionRefSchema),
})
export type Version = v.InferOutput<typeof versionSchema>

/** Reads a version. */
export const versionRoute = { method: 'GET', path: '/api/versions/{id}', response: versionSchema } as const
