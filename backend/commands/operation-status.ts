import { batchSchema } from '#api/contract/batches/batch.ts'
import { operationSchema, cancellationSchema, type Operation } from '#api/contract/operation.ts'
import type { Session } from '#api/contract/session.ts'
import * as v from 'valibot'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { assertIdempotencyKey, parseIdempotentRequest } from './command-request.ts'
import { createInvalidField, createProblem } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'
import type { IdempotencyRecord } from '#backend/store/records.ts'

/** Fingerprint of a cancelled key; cannot equal the fingerprint of a request. */
const cancelledFingerprint = ''

const noQuery = v.strictObject({})

/** The answer to a request whose key was cancelled. */
export const cancelledAnswer: Answer = createProblem('cancelled', 'The command was cancelled before this request came.')

/** Whether the key was cancelled before its request arrived. */
export const isCancelled = ({ fingerprint }: IdempotencyRecord): boolean => fingerprint === cancelledFingerprint

/** The stored response as what it is: a batch or a version. */
const toResult = (stored: unknown) => (v.is(batchSchema, stored) ? { batch: stored } : { version: stored })

/** Converts an idempotency record into the outcome of its command. */
function toOperation(record: IdempotencyRecord): Operation {
  const { userId, status, body } = record
  if (isCancelled(record)) return { userId, state: 'cancelled' }
  const stored: unknown = JSON.parse(body)
  return v.parse(operationSchema, {
    userId,
    ...(status === 200 ? { state: 'succeeded', ...toResult(stored) } : { state: 'rejected', problem: stored }),
  })
}

/** Returns the outcome of the command under a key; changes nothing. Keys are separate per user, so only the sender can read it. */
export async function readOperation({ store }: Environment, { user }: Session, request: Request, key: string): Promise<Answer> {
  readQuery(request, noQuery)
  assertIdempotencyKey(key)
  const record = await store.read((reader) => reader.findIdempotencyRecord(user.id, key))
  return createOkAnswer((record ? toOperation(record) : { userId: user.id, state: 'notReceived' }) satisfies Operation)
}

/**
 * Returns the final outcome of the command under a key, and cancels the key if there is none. The request may still be in transit; it is
 * then rejected on arrival. So the client can safely show that the command did not happen.
 */
export async function cancelOperation({ store, clock }: Environment, { user }: Session, request: Request, key: string): Promise<Answer> {
  const { key: keyInHeader } = await parseIdempotentRequest(request, cancellationSchema)
  if (keyInHeader !== key) throw createInvalidField('Idempotency-Key', 'not the one of the address')
  const operation = await store.write(async (transaction) => {
    const record = await transaction.findIdempotencyRecord(user.id, key)
    if (record) return toOperation(record)
    await transaction.saveIdempotencyRecord({
      userId: user.id,
      key,
      at: clock(),
      fingerprint: cancelledFingerprint,
      status: cancelledAnswer.status,
      headers: {},
      body: '',
    })
    return { userId: user.id, state: 'cancelled' } as const
  })
  return createOkAnswer(operation satisfies Operation)
}
