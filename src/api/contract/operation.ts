import * as v from 'valibot'
import { idSchema } from './primitives.ts'
import { problemSchema } from './problem.ts'
import { versionSchema } from './version.ts'

/** Whose intent was asked about: that of whoever asks, under the same key. */
const owner = { personId: idSchema }

/**
 * What became of an intent, asked by its key.
 * `unknown`: nothing has come of it so far; its request may still be on its way. `withdrawn`: nothing has, and nothing ever will.
 */
export const outcomeSchema = v.variant('state', [
  v.object({ ...owner, state: v.literal('done'), version: versionSchema }),
  v.object({ ...owner, state: v.literal('refused'), problem: problemSchema }),
  v.object({ ...owner, state: v.literal('withdrawn') }),
  v.object({ ...owner, state: v.literal('unknown') }),
])
export type Outcome = v.InferOutput<typeof outcomeSchema>

/** The body of a withdrawal. */
export const withdrawalSchema = v.strictObject({})
