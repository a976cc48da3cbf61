import * as v from 'valibot'
import { idSchema } from './primitives.ts'
import { problemSchema } from './problem.ts'
import { versionSchema } from './version.ts'

/** Whose intent was asked about: that of whoever asks, under the same key. */
const owner = { userId: idSchema }

/**
 * What became of an intent, asked by its key.
 * `notReceived`: nothing has come of it so far; its request may still be on its way. `cancelled`: nothing has, and nothing ever will.
 */
export const operationSchema = v.variant('state', [
  v.object({ ...owner, state: v.literal('succeeded'), version: versionSchema }),
  v.object({ ...owner, state: v.literal('rejected'), problem: problemSchema }),
  v.object({ ...owner, state: v.literal('cancelled') }),
  v.object({ ...owner, state: v.literal('notReceived') }),
])
export type Operation = v.InferOutput<typeof operationSchema>

/** The body of a cancellation. */
export const cancellationSchema = v.strictObject({})
