import * as v from 'valibot'
import { endedSchema } from './ended.ts'
import { countSchema, messageCountsSchema } from './primitives.ts'

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
