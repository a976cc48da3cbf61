import type { Impact } from '#api/contract/impact.ts'
import { decide, permissions } from '#domain/lifecycle.ts'
import { supersede } from '#domain/automatic-transitions.ts'
import { findSimilarNames } from './similar-names.ts'
import { toIso, toMeasurement, toVersionRef } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { compareText } from '#backend/store/text-order.ts'
import type { ViewContext } from './view-context.ts'

/** Whether the status allows `action`, for a user with all permissions. */
const isPossible = (record: VersionRecord, action: 'publish' | 'stop'): boolean => decide(record, action, permissions).allowed

/** Computes the effect of closing, stopping or publishing the version. Changes nothing. */
export async function toImpact({ reader, engine, at }: ViewContext, record: VersionRecord, typedNameThreshold: number): Promise<Impact> {
  const measured = await engine.computeImpact(record, at)
  const { closing, stopping, entrancesNextDay, nextEntrances } = measured
  const others = (await reader.versionsOf(record.journeyId)).filter(({ id }) => id !== record.id)
  const replaced = isPossible(record, 'publish')
    ? others.find((other) => other.number < record.number && supersede(other, at) !== null)
    : undefined
  // A version can be stopped exactly if people may be inside. Only in such a version can people still reach a jump.
  const jumping = (await reader.incomingJumps(record.journeyId))
    .filter((other) => other.id !== record.id && isPossible(other, 'stop'))
    .toSorted((one, other) => compareText(one.id, other.id))
  const similar = await findSimilarNames(reader, record.name, record.journeyId)
  const { inside } = await engine.countInside([...others, ...jumping, ...similar], at)
  return {
    versionId: record.id,
    revision: record.revision,
    status: record.status,
    asOf: toIso(at),
    ...toMeasurement(measured),
    peopleInside: closing.peopleInside,
    close: {
      messages: closing.messages,
      lastExit: closing.lastExit === null ? null : toIso(closing.lastExit),
      timingOut: closing.timingOut,
      entrancesNextDay,
      nextEntrances: nextEntrances.map((entrance) => ({ at: toIso(entrance.at), people: entrance.people })),
    },
    stop: {
      messages: stopping.messages,
      oneStepFromEnd: stopping.oneStepFromEnd,
      promised: stopping.promised.map(({ activity: { id, name }, people }) => ({ id, name, people })),
      alreadySent: stopping.alreadySent,
      requiresTypedName: stopping.peopleInside >= typedNameThreshold,
    },
    publish: { supersedes: replaced ? toVersionRef(replaced, inside) : null },
    incomingJumps: jumping.map((other) => toVersionRef(other, inside)),
    otherVersions: others.map((other) => toVersionRef(other, inside)).filter(({ peopleInside }) => peopleInside > 0),
    similarNames: similar.map((other) => ({
      ...toVersionRef(other, inside),
      createdBy: other.createdBy,
    })),
  }
}
