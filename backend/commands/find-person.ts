import { personLookUpRequestSchema, type PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import type { Session } from '#api/contract/session.ts'
import type { PersonWalk } from '#backend/engine/engine.ts'
import type { Environment } from '#backend/environment.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { createForbiddenProblem, createProblem } from '#backend/http/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { toIso, toVersionRef, type InsideById } from '#backend/views/serializers.ts'
import { readConsistent } from '#backend/views/view-context.ts'
import { channels } from '#domain/flow.ts'
import { parsePost } from './command-request.ts'

/** A walk in wire format. An activity is known by the flow of its version. */
function toWalk({ state, activityId, enteredAt, leftAt, messages }: PersonWalk, record: VersionRecord, inside: InsideById) {
  const { activities } = record.flow
  const activity = activities.find(({ id }) => id === activityId)
  if (activity === undefined) return []
  const sent = messages.flatMap((message) => {
    const sender = activities.find(({ id }) => id === message.activityId)
    const channel = channels.find((known) => known === sender?.kind)
    return sender && channel ? [{ at: toIso(message.at), channel, activity: sender.name, state: message.state }] : []
  })
  const { id, kind, name } = activity
  const times = { enteredAt: toIso(enteredAt), leftAt: leftAt === null ? null : toIso(leftAt) }
  const version = { version: toVersionRef(record, inside), ...(record.deletedAt !== null && { deleted: true }) }
  return [{ ...version, state, activity: { id, kind, name }, ...times, messages: sent }]
}

/** Handles the look-up of a person. The engine writes down who looked a person up, before it answers. */
export async function findPerson(environment: Environment, session: Session, request: Request): Promise<Answer> {
  const { id } = await parsePost(request, personLookUpRequestSchema)
  if (session.support !== true) return createForbiddenProblem('support')
  const { engine, clock } = environment
  const walks = await engine.findPerson(id, session.user, clock())
  if (walks === null)
    return createProblem(
      'people-simulated',
      'The people of this installation are simulated, or enter an engine elsewhere, so that none is known.',
    )
  return readConsistent(environment, session, async ({ reader, at }) => {
    const records = await reader.versions([...new Set(walks.map(({ versionId }) => versionId))])
    const byId = new Map(records.map((record) => [record.id, record]))
    const { inside } = await engine.countInside(records, at)
    const found: PersonLookUp = {
      asOf: toIso(at),
      walks: walks.flatMap((walk) => {
        const record = byId.get(walk.versionId)
        return record ? toWalk(walk, record, inside) : []
      }),
    }
    return createOkAnswer(found)
  })
}
