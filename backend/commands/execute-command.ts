import type { Session } from '#api/contract/session.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { decide, findMissingPermission, type Action } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { handleAction } from './action-handlers.ts'
import type { Environment } from '#backend/environment.ts'
import { parseCommand, type Command } from './command-request.ts'
import { isCancelled } from './operation-status.ts'
import { createProblem } from '#backend/http/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { createDeletedAnswer, formatEtag, loadLatestEntry, loadVersionView } from '#backend/views/version.ts'
import { applyDueTransitions } from '#backend/history/apply-due-transitions.ts'
import type { Reader, Transaction } from '#backend/store/store.ts'

/** Statuses of the responses stored under the key and replayed: those that depend on the version. */
const replayableStatuses: readonly number[] = [200, 409, 412]

/** The state of the version in a 409 or 412: the version and its latest history entry. */
const loadCurrentState = async (reader: Reader, record: VersionRecord, at: Instant) => ({
  currentVersion: await loadVersionView(reader, record, at),
  latestEntry: await loadLatestEntry(reader, record.id),
})

/** Idempotent command: handles the POST of an action, and executes it at most once even if the request is sent again. */
export async function executeCommand(
  environment: Environment,
  session: Session,
  action: Action,
  id: string,
  request: Request,
): Promise<Answer> {
  const command = await parseCommand(action, id, request)
  const userId = session.user.id
  return environment.store.write(async (transaction) => {
    const record = await transaction.findIdempotencyRecord(userId, command.key)
    if (record && !isCancelled(record) && record.fingerprint !== command.fingerprint)
      return createProblem('key-reused', 'The Idempotency-Key was used for another request.')
    if (record) return { ...record, headers: { ...record.headers, 'idempotent-replayed': 'true' } }
    const at = environment.clock()
    await applyDueTransitions(transaction, at)
    const answer = await authorizeAndApply(transaction, command, session, at, environment.newId)
    if (replayableStatuses.includes(answer.status))
      await transaction.saveIdempotencyRecord({ userId, key: command.key, fingerprint: command.fingerprint, ...answer })
    return answer
  })
}

async function authorizeAndApply(
  transaction: Transaction,
  command: Command<Action>,
  { user: actor, permissions }: Session,
  at: Instant,
  newId: () => string,
): Promise<Answer> {
  const { action, id } = command
  // Check permission before loading the version: 409 and 412 contain its state.
  const missing = findMissingPermission(action, permissions)
  if (missing) return createProblem('forbidden', `You do not have the permission "${missing}".`, { reasonCode: 'notPermitted' })
  const record = await transaction.version(id)
  if (!record) return createProblem('not-found', 'There is no such version.')
  if (record.deletedAt !== null) return createDeletedAnswer(transaction, record, at)
  if (formatEtag(record) !== command.etag) {
    return createProblem('stale-revision', 'The version has changed since it was read.', await loadCurrentState(transaction, record, at))
  }
  const verdict = decide(record, action, permissions)
  if (!verdict.allowed) {
    const detail = `The action "${actionSegments[action]}" is not allowed on this version now.`
    return createProblem('action-not-allowed', detail, {
      reasonCode: verdict.reasonCode,
      ...(await loadCurrentState(transaction, record, at)),
    })
  }
  const result = await handleAction(command, { transaction, record, actor, at, newId })
  const location = result.id === id ? {} : { location: `/api/versions/${encodeURIComponent(result.id)}` }
  return createOkAnswer(await loadVersionView(transaction, result, at), { etag: formatEtag(result), ...location })
}
