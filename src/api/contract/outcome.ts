import * as v from 'valibot'
import { problemSchema } from './problem.ts'
import { versionSchema } from './version.ts'

/**
 * What became of an intent, asked by its key.
 * `unknown`: nothing has come of it so far; its request may still be on its way. `withdrawn`: nothing has, and nothing ever will.
 */
export const outcomeSchema = v.variant('state', [
  v.object({ state: v.literal('done'), version: versionSchema }),
  v.object({ state: v.literal('refused'), problem: problemSchema }),
  v.object({ state: v.literal('withdrawn') }),
  v.object({ state: v.literal('unknown') }),
])
export type Outcome = v.InferOutput<typeof outcomeSchema>

/** The body of a withdrawal. */
export const withdrawalSchema = v.strictObject({})
