import { replaySchema } from '#api/contract/engine/engine-commands.ts'
import type { Session } from '#api/contract/session.ts'
import type { Environment } from '#backend/environment.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { createForbiddenProblem, createOtherTeamProblem, createProblem } from '#backend/http/problem.ts'
import { loadEngineCommands } from '#backend/views/engine-commands.ts'
import { findWithheld } from '#domain/rights.ts'
import { parsePost } from './command-request.ts'

/** Identifiers of commands. */
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Whether the version of a command belongs to a team whose versions the user may not publish. */
async function isOfOtherTeam({ outbox, store }: Environment, session: Session, id: string): Promise<boolean> {
  if (!session.ownTeamOnly?.includes('publish')) return false
  const versionId = await outbox?.findVersion(id)
  const record = versionId === undefined ? undefined : await store.read((reader) => reader.version(versionId))
  return record !== undefined && findWithheld(record.team, session).includes('publish')
}

/** Handles the POST of a replay. It needs no idempotency key: a command that waits already goes on waiting. */
export async function replayEngineCommand(environment: Environment, session: Session, id: string, request: Request): Promise<Answer> {
  await parsePost(request, replaySchema)
  if (!session.permissions.includes('publish')) return createForbiddenProblem('publish')
  if (uuid.test(id) && (await isOfOtherTeam(environment, session, id))) return createOtherTeamProblem('publish')
  const isFound = uuid.test(id) && (await environment.outbox?.replay(id, environment.clock())) === true
  return isFound ? createOkAnswer(await loadEngineCommands(environment, session)) : createProblem('not-found', 'There is no such command.')
}
