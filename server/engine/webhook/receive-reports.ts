import { engineReportSchema, type EngineReport } from '#api/contract/engine/engine-report.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { applyDueTransitions } from '#backend/history/due-transitions.ts'
import { createOkAnswer, toResponse, type Answer } from '#backend/http/answer.ts'
import { parseObject, readBytes } from '#backend/http/body.ts'
import { createInvalidField, createInvalidRequest, createProblem } from '#backend/http/problem.ts'
import type { Store } from '#backend/store/store.ts'
import { isDraining } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import { hasValidSignature } from '#server/engine/messages/signed-post.ts'
import type { Database } from '#server/store/tables.ts'
import * as v from 'valibot'
import { findWrongCounts, recordReport, type ReportResult } from './record-report.ts'

/** How far the clock of the engine may be ahead, in milliseconds. */
const maxAheadMs = 300_000

/** What the reception of reports needs. */
export interface ReceptionParts {
  readonly store: Store
  readonly engine: Engine
  readonly database: Database
  readonly secret: string
  readonly clock: () => Instant
  readonly realTime: () => Instant
}

function parseReport(bytes: Uint8Array, now: Instant): EngineReport {
  const parsed = v.safeParse(engineReportSchema, parseObject(bytes))
  if (!parsed.success) throw createInvalidRequest(parsed.issues)
  // A time far ahead would hold back all reports until then.
  if (!(Date.parse(parsed.output.asOf) <= now + maxAheadMs)) throw createInvalidField('asOf', 'in the future')
  return parsed.output
}

const answers: Readonly<Record<ReportResult, () => Answer>> = {
  recorded: () => createOkAnswer({ result: 'recorded' }),
  repeated: () => createOkAnswer({ result: 'repeated' }),
  older: () => createProblem('stale-revision', 'The version has a newer epoch than the report.'),
  unknown: () => {
    throw createInvalidField('epoch', 'not an epoch that the version has had')
  },
}

/** Finishes a closed version whose last person has left, as the report says. */
const finishIfEmpty = ({ store, engine, clock }: ReceptionParts, id: string): Promise<void> =>
  store.write(async (transaction) => {
    const at = clock()
    const version = await transaction.version(id)
    if (version && isDraining(version)) await applyDueTransitions(transaction, engine, [{ ...version, dueAt: at }], at)
  })

/** Creates the function that answers the reports of an engine elsewhere. Only who has the secret can sign one. */
export function createReportReception(parts: ReceptionParts): (request: Request) => Promise<Response> {
  const { store, database, secret, clock, realTime } = parts
  const receive = async (request: Request): Promise<Answer> => {
    if (request.method !== 'POST') return createProblem('method-not-allowed', 'Only POST is known here.', {}, { allow: 'POST' })
    const bytes = await readBytes(request)
    if (!hasValidSignature(request.headers, new TextDecoder().decode(bytes), secret, realTime()))
      return createProblem('unauthenticated', 'The report is not signed with the secret of the engine.')
    const report = parseReport(bytes, clock())
    const version = await store.read((reader) => reader.version(report.versionId))
    if (version === undefined) return createProblem('not-found', 'There is no such version.')
    const wrong = findWrongCounts(report, version)
    if (wrong !== null) throw createInvalidField('activities', wrong)
    const result = await recordReport(database, version, report)
    if (result === 'recorded' && isDraining(version)) await finishIfEmpty(parts, version.id)
    return answers[result]()
  }
  return async (request) => toResponse(await receive(request))
}
