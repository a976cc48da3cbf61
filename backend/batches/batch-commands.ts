import {
  batchCancelRoute,
  batchCancellationSchema,
  batchRetryRoute,
  batchRetrySchema,
  batchStartRoute,
  batchStartSchema,
} from '#api/contract/batches/batch.ts'
import { preflightLifetimeMs } from '#api/contract/batches/preflight.ts'
import { formatPath } from '#api/contract/api-route.ts'
import { requestSchemas } from '#api/contract/requests.ts'
import type { Session } from '#api/contract/session.ts'
import { parseIdempotentRequest } from '#backend/commands/command-request.ts'
import { executeOnce } from '#backend/commands/execute-once.ts'
import type { Environment } from '#backend/environment.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { createForbiddenProblem, createInvalidRequest, createOtherTeamProblem, createProblem } from '#backend/http/problem.ts'
import type { BatchItemRecord, PreflightRecord, StoredBatch } from '#backend/store/batches/batch-records.ts'
import type { Transaction } from '#backend/store/store.ts'
import { maxBatchItems, requiresTypedCount } from '#domain/batch.ts'
import { findMissingPermission, permissionByAction } from '#domain/lifecycle.ts'
import { findWithheldInBatch, pickRights } from '#domain/rights.ts'
import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'
import { toBatch } from './batch-serializers.ts'
import { settleAllPending } from './settle-item.ts'
import { startBatch } from './start-batch.ts'

/** Refuses to end `count` versions if their number has to be typed and was not, or if another number was typed. `null`: not refused. */
function findTypedCountProblem(typedCount: number | undefined, count: number, people: number): Answer | null {
  const isWrong = typedCount === undefined ? requiresTypedCount(count, people) : typedCount !== count
  return isWrong ? createProblem('typed-count-wrong', `The number that has to be typed is ${count}.`) : null
}

const nothingToEnd = createProblem('nothing-to-end', 'None of these versions can be ended.')
const unknownBatch = createProblem('not-found', 'There is no such batch.')

/** Why a user cannot start a batch with a preflight; `null` if the user can. */
function findStartProblem(
  preflight: PreflightRecord,
  { permissions }: Session,
  typedCount: number | undefined,
  at: Instant,
): Answer | null {
  const missing = findMissingPermission(preflight.action, permissions)
  if (missing) return createForbiddenProblem(missing)
  if (preflight.batchId !== null) return createProblem('preflight-used', 'The preflight has started a batch already.')
  if (at >= preflight.at + preflightLifetimeMs) return createProblem('preflight-expired', 'The preflight is too old to start a batch.')
  const endable = preflight.versions.filter(({ reasonCode }) => reasonCode === null)
  if (endable.length === 0) return nothingToEnd
  const people = endable.reduce((sum, { peopleInside }) => sum + peopleInside, 0)
  return findTypedCountProblem(typedCount, endable.length, people)
}

/** Handles `POST /api/batches`: starts a batch with the frozen selection of a preflight. */
export async function handleBatchStart(environment: Environment, session: Session, request: Request): Promise<Answer> {
  const { key, body } = await parseIdempotentRequest(request, batchStartSchema)
  const { preflightId, reason, note, typedCount } = body
  const fingerprint = JSON.stringify(['POST', batchStartRoute.path, body])
  return executeOnce(environment, session, { key, fingerprint }, async (transaction, at) => {
    const preflight = await transaction.preflight(preflightId)
    // Another user's preflight: its existence is not revealed.
    if (preflight?.userId !== session.user.id) return createProblem('not-found', 'There is no such preflight.')
    const { action, versions } = preflight
    const ending = v.safeParse(requestSchemas[action], { reason, note })
    if (!ending.success) throw createInvalidRequest(ending.issues)
    const problem = findStartProblem(preflight, session, typedCount, at)
    if (problem) return problem
    const id = environment.newId()
    const batch = {
      id,
      action,
      reason,
      note: ending.output.note,
      startedAt: at,
      startedBy: session.user,
      retryOf: null,
      rights: pickRights(session),
    }
    const started = await startBatch(transaction, batch, versions)
    await transaction.savePreflight({ ...preflight, batchId: id })
    return createOkAnswer(toBatch(started, session))
  })
}

/** Loads the batch of a command, or answers why the user cannot change it. */
async function withBatch(
  transaction: Transaction,
  session: Session,
  id: string,
  work: (batch: StoredBatch) => Promise<Answer>,
): Promise<Answer> {
  const batch = await transaction.batch(id)
  if (!batch) return unknownBatch
  const missing = findMissingPermission(batch.action, session.permissions)
  if (missing) return createForbiddenProblem(missing)
  const needed = permissionByAction[batch.action]
  return findWithheldInBatch(batch.teams, session).includes(needed) ? createOtherTeamProblem(needed) : work(batch)
}

/** Handles `POST /api/batches/{id}/cancel`: what is pending is not ended any more. Any user whose permission reaches its versions may cancel. */
export async function handleBatchCancel(environment: Environment, session: Session, request: Request, id: string): Promise<Answer> {
  const { key } = await parseIdempotentRequest(request, batchCancellationSchema)
  const fingerprint = JSON.stringify(['POST', formatPath(batchCancelRoute, { id })])
  return executeOnce(environment, session, { key, fingerprint }, (transaction, at) =>
    withBatch(transaction, session, id, async (batch) => {
      if (batch.endedAt !== null)
        return createProblem('batch-ended', 'No version of the batch is pending any more.', { counts: { ...batch.counts } })
      return createOkAnswer(toBatch(await settleAllPending(transaction, batch, at), session))
    }),
  )
}

/** The items of a batch that failed. */
const findFailed = (transaction: Transaction, { id }: StoredBatch): Promise<readonly BatchItemRecord[]> =>
  transaction.batchItems(id, { state: 'failed', limit: maxBatchItems })

/** Handles `POST /api/batches/{id}/retry`: starts a new batch with the failed items of one that has ended, and marks that one as retried. */
export async function handleBatchRetry(environment: Environment, session: Session, request: Request, id: string): Promise<Answer> {
  const { key, body } = await parseIdempotentRequest(request, batchRetrySchema)
  const fingerprint = JSON.stringify(['POST', formatPath(batchRetryRoute, { id }), body])
  return executeOnce(environment, session, { key, fingerprint }, (transaction, at) =>
    withBatch(transaction, session, id, async (batch) => {
      const counts = { ...batch.counts }
      if (batch.endedAt === null) return createProblem('batch-running', 'The batch has not ended yet.', { counts })
      if (batch.retriedBy !== null) return createProblem('batch-retried', 'The batch was retried already.', { counts })
      const failed = await findFailed(transaction, batch)
      if (failed.length === 0) return nothingToEnd
      const problem = findTypedCountProblem(body.typedCount, failed.length, batch.failedPeople)
      if (problem) return problem
      const { action, reason, note, revision } = batch
      const head = {
        id: environment.newId(),
        action,
        reason,
        note,
        startedAt: at,
        startedBy: session.user,
        retryOf: id,
        rights: pickRights(session),
      }
      const versions = failed.map((item) => ({ ...item, reasonCode: null }))
      const started = await startBatch(transaction, head, versions)
      await transaction.updateBatch({ ...batch, retriedBy: head.id, revision: revision + 1 }, revision)
      return createOkAnswer(toBatch(started, session))
    }),
  )
}
