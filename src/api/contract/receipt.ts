import * as v from 'valibot'
import { endedSchema } from './ended.ts'
import { countSchema, messageCountsSchema } from './primitives.ts'

/** What an ending did, as the backend counts it afterwards. */
export const receiptSchema = v.object({
  ...endedSchema.entries,
  /** The line of the history that it belongs to. */
  sequence: countSchema,
  /** People inside when it happened who were stopped there and then: all of them, or none. */
  stopped: countSchema,
  /** People inside when it happened who were left to walk on to the end: all of them, or none. */
  leftToFinish: countSchema,
  /** Messages that were not sent because of it. */
  messagesNotSent: messageCountsSchema,
  /** How many more would have entered by now. Those who enter a newer version instead are not refused. */
  entrancesRefused: countSchema,
})
export type Receipt = v.InferOutput<typeof receiptSchema>
