import { entranceRequestSchema } from '#api/contract/entrances/entrances.ts'
import type { Session } from '#api/contract/session.ts'
import type { EntranceResult } from '#backend/engine/engine.ts'
import type { Environment } from '#backend/environment.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { createForbiddenProblem, createInvalidField, createOtherTeamProblem, createProblem } from '#backend/http/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { toIso } from '#backend/views/serializers.ts'
import { createDeletedAnswer } from '#backend/views/version.ts'
import { readConsistent } from '#backend/views/view-context.ts'
import { addressAttribute, isEmailAddress } from '#domain/email-address.ts'
import { listAttributes } from '#domain/flow.ts'
import type { ReasonCode, Status } from '#domain/lifecycle.ts'
import { findWithheld } from '#domain/rights.ts'
import { parsePost } from './command-request.ts'

/** Why a version in a status accepts no entrance. A live one refuses if its change was not read yet. */
const refusalReasons: Readonly<Record<Status, ReasonCode>> = {
  draft: 'nobodyCanEnterADraft',
  test: 'nobodyCanEnterADraft',
  live: 'notLive',
  paused: 'alreadyPaused',
  closed: 'alreadyClosed',
  stopped: 'alreadyStopped',
  finished: 'everyoneHasLeft',
}

type EnteringList = ReturnType<typeof parseEntrances> extends Promise<infer People> ? People : never

const parseEntrances = async (request: Request) => (await parsePost(request, entranceRequestSchema)).people

/** Personal data are kept to what decides: throws for an attribute that the flow does not ask for. */
function checkAttributes({ flow }: VersionRecord, people: EnteringList, asksForAddress?: boolean): void {
  const asked = new Set(listAttributes(flow, asksForAddress))
  for (const [nth, { attributes = {} }] of people.entries())
    for (const [name, value] of Object.entries(attributes)) {
      if (!asked.has(name)) throw createInvalidField(`people.${nth}.attributes`, 'no condition of the version has this name')
      if (asksForAddress === true && name === addressAttribute && !isEmailAddress(value))
        throw createInvalidField(`people.${nth}.attributes.${name}`, 'not an e-mail address')
    }
}

const loadVersion = (environment: Environment, session: Session, id: string): Promise<VersionRecord | Answer> =>
  readConsistent(environment, session, async (context) => {
    const record = await context.reader.version(id)
    if (!record) return createProblem('not-found', 'There is no such version.')
    if (findWithheld(record.team, session).includes('publish')) return createOtherTeamProblem('publish')
    return record.deletedAt === null ? record : createDeletedAnswer(context, record)
  })

const count = (results: readonly EntranceResult[], result: EntranceResult): number => results.filter((each) => each === result).length

/** Handles the POST of entrances: one or many people enter, each under the rules of the version. */
export async function enterPeople(environment: Environment, session: Session, id: string, request: Request): Promise<Answer> {
  const people = await parseEntrances(request)
  if (!session.permissions.includes('publish')) return createForbiddenProblem('publish')
  const record = await loadVersion(environment, session, id)
  if ('body' in record) return record
  checkAttributes(record, people, environment.engine.asksForAddress)
  const at = environment.clock()
  const results = await environment.engine.enter(record, people, at)
  if (results === null)
    return createProblem(
      'people-simulated',
      'The people of this installation are simulated or enter an engine elsewhere, so that none can enter here.',
    )
  if (results.every((result) => result === 'refused')) {
    const current = await loadVersion(environment, session, id)
    if ('body' in current) return current
    return createProblem('entrances-refused', 'The version accepts no entrance now.', { reasonCode: refusalReasons[current.status] })
  }
  const refused = people.flatMap((person, nth) => {
    const reason = results[nth]
    return reason === undefined || reason === 'entered' || reason === 'repeated' ? [] : [{ id: person.id, reason }]
  })
  return createOkAnswer({ asOf: toIso(at), entered: count(results, 'entered'), repeated: count(results, 'repeated'), refused })
}
