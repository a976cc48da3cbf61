import * as v from 'valibot'
import { batchSchema } from './batches/batch.ts'
import { idSchema } from './primitives.ts'
import { problemSchema } from './problem.ts'
import { versionSchema } from './version.ts'

/**
 * How long the outcome of a command is kept under its idempotency key at least, in milliseconds: 90 days. No request travels longer, and a
 * client does not ask later. Then the key may be forgotten: a lookup may answer `notReceived`, and a request is judged anew.
 */
export const idempotencyRetentionMs = 90 * 86_400_000

/** The user who owns the command. Idempotency keys are per user, so this is the user who sends the lookup. */
const owner = { userId: idSchema }

/**
 * Outcome lookup: the state of a command, by its idempotency key.
 * `version`, `batch`: the response, of an action or of a command on batches. `notReceived`: no outcome so far; the request may still be in flight. `cancelled`: the command was not carried out, and never will be.
 */
export const operationSchema = v.union([
  v.object({ ...owner, state: v.literal('succeeded'), version: versionSchema }),
  v.object({ ...owner, state: v.literal('succeeded'), batch: batchSchema }),
  v.object({ ...owner, state: v.literal('rejected'), problem: problemSchema }),
  v.object({ ...owner, state: v.literal('cancelled') }),
  v.object({ ...owner, state: v.literal('notReceived') }),
])
export type Operation = v.InferOutput<typeof operationSchema>
export type SucceededOperation = Extract<Operation, { state: 'succeeded' }>

/** The body of a cancellation. */
export const cancellationSchema = v.strictObject({})

/** Reads the outcome of a command. */
export const operationRoute = { method: 'GET', path: '/api/operations/{key}', response: operationSchema } as const

/** Cancels a command. */
export const cancellationRoute = { method: 'POST', path: '/api/operations/{key}/cancel', response: operationSchema } as const
