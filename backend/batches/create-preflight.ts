import type { BatchReasonCode } from '#api/contract/batches/batch.ts'
import { maxLargestVersions, maxNamedVersions, preflightLifetimeMs, type Preflight } from '#api/contract/batches/preflight.ts'
import { preflightRequestSchema } from '#api/contract/batches/preflight-request.ts'
import type { MessageCounts } from '#api/contract/primitives.ts'
import type { Session } from '#api/contract/session.ts'
import { parsePost } from '#backend/commands/command-request.ts'
import type { Measured } from '#backend/engine/engine.ts'
import type { Environment } from '#backend/environment.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { createForbiddenProblem, createInvalidField } from '#backend/http/problem.ts'
import type { FrozenVersion, PreflightRecord } from '#backend/store/batches/batch-records.ts'
import { toIso, toMeasurement, toVersionRef } from '#backend/views/serializers.ts'
import { readConsistent, type ViewContext } from '#backend/views/view-context.ts'
import { requiresTypedCount, type BatchAction } from '#domain/batch.ts'
import { normalizeTimeZone } from '#domain/days.ts'
import { channels } from '#domain/flow.ts'
import { findMissingPermission } from '#domain/lifecycle.ts'
import type { Rights } from '#domain/rights.ts'
import { freezeSelection, type JudgedVersion } from './frozen-selection.ts'

const day = 86_400_000

/** The largest number of old preflights that one preflight forgets. */
const maxForgotten = 20

/** The refused versions by reason, the most frequent reason first. */
function groupRefusals(versions: readonly FrozenVersion[]): Preflight['refused'] {
  const groups = new Map<BatchReasonCode, FrozenVersion[]>()
  for (const version of versions)
    if (version.reasonCode !== null) groups.set(version.reasonCode, [...(groups.get(version.reasonCode) ?? []), version])
  return Array.from(groups, ([reasonCode, refused]) => ({
    reasonCode,
    count: refused.length,
    versions: refused.slice(0, maxNamedVersions).map(({ versionId, name, number }) => ({ versionId, name, number })),
  })).toSorted((one, other) => other.count - one.count)
}

/** The messages that the people inside `versions` would receive before the end, and the basis of all numbers. */
async function measureEndings({ engine, at }: ViewContext, action: BatchAction, versions: readonly JudgedVersion[]) {
  const messages: MessageCounts = { email: 0, sms: 0, push: 0, inApp: 0 }
  let measurement: Measured<object> = { asOf: at, basis: 'exact' }
  for (const { record } of versions) {
    if (!record) continue
    const impact = await engine.computeImpact(record, at)
    const ending = action === 'close' ? impact.closing : impact.stopping
    for (const channel of channels) messages[channel] += ending.messages[channel]
    if (impact.basis === 'estimate') measurement = impact
  }
  return { messages, measurement }
}

/** How many versions belong to each team that the user is not in, most versions first. */
function countOtherTeams(versions: readonly JudgedVersion[], { teams = [] }: Rights): NonNullable<Preflight['otherTeams']> {
  const counts = new Map<string, number>()
  for (const { frozen } of versions)
    if (frozen.team !== undefined && !teams.includes(frozen.team)) counts.set(frozen.team, (counts.get(frozen.team) ?? 0) + 1)
  return Array.from(counts, ([team, count]) => ({ team, count })).toSorted((one, other) => other.count - one.count)
}

/** Answers a preflight that is not stored yet. */
async function describePreflight(
  context: ViewContext,
  { id, action, at }: Pick<PreflightRecord, 'id' | 'action' | 'at'>,
  judged: readonly JudgedVersion[],
): Promise<Preflight> {
  const endable = judged.filter(({ frozen }) => frozen.reasonCode === null)
  const peopleInside = endable.reduce((sum, { frozen }) => sum + frozen.peopleInside, 0)
  const { messages, measurement } = await measureEndings(context, action, endable)
  const inside = new Map(endable.map(({ frozen }) => [frozen.versionId, frozen.peopleInside]))
  return {
    id,
    action,
    selected: judged.length,
    endable: endable.length,
    refused: groupRefusals(judged.map(({ frozen }) => frozen)),
    peopleInside,
    messages,
    largest: endable.slice(0, maxLargestVersions).flatMap(({ record }) => (record ? toVersionRef(record, inside) : [])),
    otherTeams: countOtherTeams(endable, context.rights),
    requiresTypedCount: requiresTypedCount(endable.length, peopleInside),
    asOf: toIso(at),
    ...toMeasurement(measurement),
    expiresAt: toIso(at + preflightLifetimeMs),
  }
}

/** Handles `POST /api/batches/preflight`: freezes the selection for its user, and answers what ending it would do. */
export async function createPreflight(environment: Environment, session: Session, request: Request): Promise<Answer> {
  const body = await parsePost(request, preflightRequestSchema)
  const { action, query } = body
  if (query && normalizeTimeZone(query.timeZone) === undefined) throw createInvalidField('query.timeZone', 'not a known time zone')
  const missing = findMissingPermission(action, session.permissions)
  if (missing) return createForbiddenProblem(missing)
  const { record, answer } = await readConsistent(environment, session, async (context) => {
    const judged = await freezeSelection(context, body)
    const head = { id: environment.newId(), action, at: context.at }
    const versions = judged.map(({ frozen }) => frozen)
    return { record: { ...head, userId: session.user.id, versions, batchId: null }, answer: await describePreflight(context, head, judged) }
  })
  await environment.store.write(async (transaction) => {
    // An expired preflight is kept for a day, so that its use can be refused with the reason.
    await transaction.forgetPreflights(record.at - day, maxForgotten)
    await transaction.savePreflight(record)
  })
  return createOkAnswer(answer)
}
