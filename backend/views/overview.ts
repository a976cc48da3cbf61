import type { Overview } from '#api/contract/overview.ts'
import { adviseOn } from '#domain/advice.ts'
import { formatDay, getDayNumber, isInLastDays } from '#domain/days.ts'
import { createEntranceCounter } from '#domain/population/entrances.ts'
import { mayHoldPeople } from '#domain/lifecycle.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import { toIso, toVersionSummary } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { compareText } from '#backend/store/text-order.ts'

const hour = 3_600_000
const week = 7

/** The largest number of pieces of advice in a response. */
const maxAdvice = 20

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Counts how many of `records` were closed and stopped in the last seven days of a time zone, and on each of these days. */
function countEndedLastWeek(records: readonly VersionRecord[], at: Instant, timeZone: string): Overview['endedLastWeek'] {
  const today = getDayNumber(at, timeZone)
  const endings = records.flatMap(({ ended }) =>
    ended !== null && isInLastDays(ended.at, week, at, timeZone) ? [{ action: ended.action, day: getDayNumber(ended.at, timeZone) }] : [],
  )
  const days = Array.from({ length: week }, (_, index) => {
    const day = today - week + 1 + index
    const count = (action: 'close' | 'stop') => endings.filter((ending) => ending.day === day && ending.action === action).length
    return { day: formatDay(day), closed: count('close'), stopped: count('stop') }
  })
  return { versions: endings.length, days }
}

/** Advice on the `records` that should be ended or checked, most people first. */
function listAdvice(records: readonly VersionRecord[], inside: ReadonlyMap<string, number>, at: Instant): Overview['advice'] {
  return records
    .flatMap((record) => {
      const hint = adviseOn(record, at)
      return hint ? [{ version: toVersionSummary(record, inside.get(record.id) ?? 0, at), ...hint, since: toIso(hint.since) }] : []
    })
    .toSorted(
      (one, other) =>
        other.people - one.people || Date.parse(one.since) - Date.parse(other.since) || compareText(one.version.id, other.version.id),
    )
}

/** Counts the customers who entered `records` in the hour before `at`. Versions that ended within that hour count, too. */
function countEnteredLastHour(records: readonly VersionRecord[], at: Instant): number {
  const endedJustNow = ({ ended }: VersionRecord) => ended !== null && ended.at >= at - hour
  const entered = (record: VersionRecord) => {
    const enteredBy = createEntranceCounter(record)
    return enteredBy(at) - enteredBy(at - hour)
  }
  return sum(records.filter((record) => mayHoldPeople(record.status) || endedJustNow(record)).map(entered))
}

/** Totals over all versions that are not deleted, at `at`. Days are those of `timeZone`. */
export function toOverview(records: readonly VersionRecord[], at: Instant, timeZone: string): Overview {
  const open = records.filter(({ status }) => mayHoldPeople(status))
  const inside = new Map(open.map((record) => [record.id, countPopulation(record, at).inside]))
  const draining = open.filter(({ id, closedAt }) => closedAt !== null && (inside.get(id) ?? 0) > 0)
  const advice = listAdvice(open, inside, at)
  return {
    asOf: toIso(at),
    peopleInside: sum([...inside.values()]),
    enteredLastHour: countEnteredLastHour(records, at),
    draining: { versions: draining.length, peopleInside: sum(draining.map(({ id }) => inside.get(id) ?? 0)) },
    endedLastWeek: countEndedLastWeek(records, at, timeZone),
    advice: advice.slice(0, maxAdvice),
    adviceTotal: advice.length,
  }
}
