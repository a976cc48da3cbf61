import type { Impact } from '#api/contract/impact.ts'
import { closing, stopping } from '#domain/population/impact.ts'
import { expectedEntrances, scheduledEntrances } from '#domain/population/scheduled.ts'
import { decide, permissions } from '#domain/lifecycle.ts'
import { supersede } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import { lookAlikes } from './confusables.ts'
import { iso, refOf } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'

const day = 86_400_000

/** How many of the entrances that are scheduled are told. */
const mostEntrances = 3

/** Whether anybody at all could do `action`. */
const possible = (record: VersionRecord, action: 'publish' | 'stop'): boolean => decide(record, action, permissions).allowed

/** What closing, stopping or publishing the version would do at `at`. Nothing is done. */
export async function impactOf(reader: Reader, record: VersionRecord, at: Instant, typeNameFrom: number): Promise<Impact> {
  const closes = closing(record, at)
  const stops = stopping(record, at)
  const enteredBy = expectedEntrances(record)
  const others = (await reader.versionsOf(record.journeyId)).filter(({ id }) => id !== record.id)
  const replaced = possible(record, 'publish')
    ? others.find((other) => other.number < record.number && supersede(other, at) !== null)
    : undefined
  // Wherever people may be inside, they can be stopped; and only there can anybody still come to a jump.
  const jumping = (await reader.jumpingInto(record.journeyId))
    .filter((other) => other.id !== record.id && possible(other, 'stop'))
    .toSorted((one, other) => compareText(one.id, other.id))
  return {
    versionId: record.id,
    revision: record.revision,
    status: record.status,
    asOf: iso(at),
    peopleInside: closes.peopleInside,
    close: {
      messages: closes.messages,
      lastExit: closes.lastExit === null ? null : iso(closes.lastExit),
      timingOut: closes.timingOut,
      entrancesNextDay: enteredBy(at + day) - enteredBy(at),
      nextEntrances: scheduledEntrances(record, at, mostEntrances).map((entrance) => ({ at: iso(entrance.at), people: entrance.people })),
    },
    stop: {
      messages: stops.messages,
      oneStepFromEnd: stops.oneStepFromEnd,
      promised: stops.promised.map(({ activity: { id, name }, people }) => ({ id, name, people })),
      handedOver: stops.handedOver,
      typeName: stops.peopleInside >= typeNameFrom,
    },
    publish: { closes: replaced ? refOf(replaced, at) : null },
    jumpsHere: jumping.map((other) => refOf(other, at)),
    otherVersions: others.map((other) => refOf(other, at)).filter(({ peopleInside }) => peopleInside > 0),
    lookAlikes: lookAlikes(await reader.all(), record).map((other) => ({ ...refOf(other, at), createdBy: other.createdBy })),
  }
}
