import type { Impact } from '#api/contract/impact.ts'
import { computeClosingImpact, computeStoppingImpact } from '#domain/population/impact.ts'
import { createExpectedEntranceCounter, findScheduledEntrances } from '#domain/population/scheduled.ts'
import { decide, permissions } from '#domain/lifecycle.ts'
import { supersede } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import { findSimilarNames } from './similar-names.ts'
import { toIso, toVersionRef } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'

const day = 86_400_000

/** The largest number of scheduled entrances in a response. */
const maxEntrances = 3

/** Whether the status allows `action`, for a user with all permissions. */
const isPossible = (record: VersionRecord, action: 'publish' | 'stop'): boolean => decide(record, action, permissions).allowed

/** Computes the effect of closing, stopping or publishing the version at `at`. Changes nothing. */
export async function toImpact(reader: Reader, record: VersionRecord, at: Instant, typedNameThreshold: number): Promise<Impact> {
  const closing = computeClosingImpact(record, at)
  const stopping = computeStoppingImpact(record, at)
  const enteredBy = createExpectedEntranceCounter(record)
  const others = (await reader.versionsOf(record.journeyId)).filter(({ id }) => id !== record.id)
  const replaced = isPossible(record, 'publish')
    ? others.find((other) => other.number < record.number && supersede(other, at) !== null)
    : undefined
  // A version can be stopped exactly if people may be inside. Only in such a version can people still reach a jump.
  const jumping = (await reader.incomingJumps(record.journeyId))
    .filter((other) => other.id !== record.id && isPossible(other, 'stop'))
    .toSorted((one, other) => compareText(one.id, other.id))
  return {
    versionId: record.id,
    revision: record.revision,
    status: record.status,
    asOf: toIso(at),
    peopleInside: closing.peopleInside,
    close: {
      messages: closing.messages,
      lastExit: closing.lastExit === null ? null : toIso(closing.lastExit),
      timingOut: closing.timingOut,
      entrancesNextDay: enteredBy(at + day) - enteredBy(at),
      nextEntrances: findScheduledEntrances(record, at, maxEntrances).map((entrance) => ({
        at: toIso(entrance.at),
        people: entrance.people,
      })),
    },
    stop: {
      messages: stopping.messages,
      oneStepFromEnd: stopping.oneStepFromEnd,
      promised: stopping.promised.map(({ activity: { id, name }, people }) => ({ id, name, people })),
      alreadySent: stopping.alreadySent,
      requiresTypedName: stopping.peopleInside >= typedNameThreshold,
    },
    publish: { supersedes: replaced ? toVersionRef(replaced, at) : null },
    incomingJumps: jumping.map((other) => toVersionRef(other, at)),
    otherVersions: others.map((other) => toVersionRef(other, at)).filter(({ peopleInside }) => peopleInside > 0),
    similarNames: (await findSimilarNames(reader, record.name, record.journeyId)).map((other) => ({
      ...toVersionRef(other, at),
      createdBy: other.createdBy,
    })),
  }
}
