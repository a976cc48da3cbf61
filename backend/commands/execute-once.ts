import type { Session } from '#api/contract/session.ts'
import type { Environment } from '#backend/environment.ts'
import type { Answer } from '#backend/http/answer.ts'
import { createProblem } from '#backend/http/problem.ts'
import type { Transaction } from '#backend/store/store.ts'
import type { Instant } from '#domain/version.ts'
import { cancelledAnswer, isCancelled } from './operation-status.ts'

/** Statuses of the responses stored under the key and replayed: those that depend on stored data. */
const replayableStatuses: readonly number[] = [200, 409, 410, 412, 422]

const markAsReplayed = ({ status, headers, body }: Answer): Answer => ({
  status,
  headers: { ...headers, 'idempotent-replayed': 'true' },
  body,
})

/** A request with an idempotency key. `fingerprint`: equal for equal requests. */
interface KeyedRequest {
  readonly key: string
  readonly fingerprint: string
  /** The version that a command is about. */
  readonly id?: string
}

/**
 * Idempotency: runs `work` at most once per user and key, in one transaction with the record of its answer. Later requests under the key get
 * the same answer, or `key-reused` if they differ.
 */
export function executeOnce(
  { store, clock }: Pick<Environment, 'store' | 'clock'>,
  { user }: Session,
  { key, fingerprint, id }: KeyedRequest,
  work: (transaction: Transaction, at: Instant) => Promise<Answer>,
): Promise<Answer> {
  const execute = async (transaction: Transaction): Promise<Answer> => {
    const record = await transaction.findIdempotencyRecord(user.id, key)
    if (record && !isCancelled(record) && record.fingerprint !== fingerprint)
      return createProblem('key-reused', 'The Idempotency-Key was used for another request.')
    if (record) return markAsReplayed(isCancelled(record) ? cancelledAnswer : record)
    const at = clock()
    const answer = await work(transaction, at)
    if (replayableStatuses.includes(answer.status))
      await transaction.saveIdempotencyRecord({ userId: user.id, key, at, fingerprint, ...answer })
    return answer
  }
  return store.write(execute, id === undefined ? undefined : { versionId: id, userId: user.id, key })
}
