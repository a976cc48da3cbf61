import { operationSchema, cancellationSchema, type Operation } from '#api/contract/operation.ts'
import type { Session } from '#api/contract/session.ts'
import * as v from 'valibot'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { assertIdempotencyKey, parseIdempotentRequest } from './command-request.ts'
import { createInvalidField, createProblem } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'
import type { IdempotencyRecord } from '#backend/store/records.ts'

/** Stands in place of a request that will never be carried out. No request is this text. */
const cancelledFingerprint = ''

const noQuery = v.strictObject({})

/** Whether the answer is that to an intent that was withdrawn before it came. */
export const isCancelled = ({ fingerprint }: IdempotencyRecord): boolean => fingerprint === cancelledFingerprint

/** What an answer says about the intent it was given to. */
function toOperation(record: IdempotencyRecord): Operation {
  const { userId, status, body } = record
  if (isCancelled(record)) return { userId, state: 'cancelled' }
  const stored: unknown = JSON.parse(body)
  return v.parse(operationSchema, {
    userId,
    ...(status === 200 ? { state: 'succeeded', version: stored } : { state: 'rejected', problem: stored }),
  })
}

/** Answers what became of the intent under a key; changes nothing. Only the person who had the intent is told. */
export async function readOperation({ store }: Environment, { user }: Session, request: Request, key: string): Promise<Answer> {
  readQuery(request, noQuery)
  assertIdempotencyKey(key)
  const record = await store.read((reader) => reader.findIdempotencyRecord(user.id, key))
  return createOkAnswer((record ? toOperation(record) : { userId: user.id, state: 'notReceived' }) satisfies Operation)
}

/**
 * Answers what became of the intent under a key, for good: if nothing has, nothing ever will. Its request may still be on its way, and is refused
 * when it comes; so that nobody is told "nothing happened" before something does.
 */
export async function cancelOperation({ store }: Environment, { user }: Session, request: Request, key: string): Promise<Answer> {
  const { key: keyInHeader } = await parseIdempotentRequest(request, cancellationSchema)
  if (keyInHeader !== key) throw createInvalidField('Idempotency-Key', 'not the one of the address')
  const operation = await store.write(async (transaction) => {
    const record = await transaction.findIdempotencyRecord(user.id, key)
    if (record) return toOperation(record)
    await transaction.saveIdempotencyRecord({
      userId: user.id,
      key,
      fingerprint: cancelledFingerprint,
      ...createProblem('cancelled', 'The command was cancelled before this request came.'),
    })
    return { userId: user.id, state: 'cancelled' } as const
  })
  return createOkAnswer(operation satisfies Operation)
}
