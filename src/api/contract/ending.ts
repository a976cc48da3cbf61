import { closeReasons } from '#domain/ending-reasons.ts'
import { triggers } from '#domain/automatic-transitions.ts'
import * as v from 'valibot'
import { countSchema, instantSchema, messageCountsSchema, userSchema } from './primitives.ts'

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
})
export type Receipt = v.InferOutput<typeof receiptSchema>
