import type { Session } from '#api/contract/session.ts'
import { formatPath } from '#api/contract/api-route.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { versionRoute } from '#api/contract/version.ts'
import { findMissingPermission, permissionByAction, type Action } from '#domain/lifecycle.ts'
import { decideFor } from '#domain/rights.ts'
import type { Instant } from '#domain/version.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { handleAction } from './action-handlers.ts'
import type { Environment } from '#backend/environment.ts'
import { parseCommand, type Command } from './command-request.ts'
import { executeOnce } from './execute-once.ts'
import { createForbiddenProblem, createOtherTeamProblem, createProblem, HttpProblem } from '#backend/http/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { createDeletedAnswer, formatEtag, loadLatestEntry, loadVersionView } from '#backend/views/version.ts'
import { loadWithDueTransitions, type DueScope } from '#backend/history/due-transitions.ts'
import { ConflictError, type Transaction } from '#backend/store/store.ts'
import { createViewContext, type ViewContext } from '#backend/views/view-context.ts'

/** The state of the version in a 409 or 412: the version and its latest history entry. */
const loadCurrentState = async (context: ViewContext, record: VersionRecord) => ({
  currentVersion: await loadVersionView(context, record),
  latestEntry: await loadLatestEntry(context, record.id),
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
  const execute = (scope: DueScope) =>
    executeOnce(environment, session, command, (transaction, at) =>
      authorizeAndApply(environment, transaction, command, { session, at, scope }),
    )
  try {
    return await execute('all')
  } catch (error) {
    if (error instanceof HttpProblem || error instanceof ConflictError) throw error
    const answer = await execute('journey')
    // The command was carried out: a version of another journey had failed.
    if (error instanceof Error) environment.report?.(error)
    return answer
  }
}

/** Who sends a command, when, and which due transitions are written before it. */
interface CommandContext {
  readonly session: Session
  readonly at: Instant
  readonly scope: DueScope
}

async function authorizeAndApply(
  environment: Environment,
  transaction: Transaction,
  command: Command<Action>,
  { session, at, scope }: CommandContext,
): Promise<Answer> {
  const { engine, newId } = environment
  const { user: actor, permissions } = session
  const { action, id } = command
  // Check permission before loading the version: 409 and 412 contain its state.
  const missing = findMissingPermission(action, permissions)
  if (missing) return createForbiddenProblem(missing)
  const record = await loadWithDueTransitions(transaction, engine, id, at, scope)
  const context = await createViewContext(transaction, engine, at, session)
  if (!record) return createProblem('not-found', 'There is no such version.')
  const verdict = decideFor(record, action, session)
  if (!verdict.allowed && verdict.reasonCode === 'notYourTeam') return createOtherTeamProblem(permissionByAction[action])
  if (record.deletedAt !== null) return createDeletedAnswer(context, record)
  if (formatEtag(record) !== command.etag) {
    return createProblem('stale-revision', 'The version has changed since it was read.', await loadCurrentState(context, record))
  }
  if (!verdict.allowed) {
    const detail = `The action "${actionSegments[action]}" is not allowed on this version now.`
    return createProblem('action-not-allowed', detail, {
      reasonCode: verdict.reasonCode,
      ...(await loadCurrentState(context, record)),
    })
  }
  const result = await handleAction(command, { transaction, engine, record, actor, at, newId })
  const location = result.id === id ? {} : { location: formatPath(versionRoute, { id: result.id }) }
  return createOkAnswer(await loadVersionView(context, result), { etag: formatEtag(result), ...location })
}
