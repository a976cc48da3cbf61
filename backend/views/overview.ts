import type { Overview } from '#api/contract/overview.ts'
import { adviseOn } from '#domain/advice.ts'
import { createEntranceCounter } from '#domain/population/entrances.ts'
import { mayHoldPeople } from '#domain/lifecycle.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import { toIso, toVersionSummary } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { findStartOfDayUtc, wasEndedSince } from '#backend/store/ended-since.ts'
import { compareText } from '#backend/store/text-order.ts'

const hour = 3_600_000
const week = 7

/** The largest number of pieces of advice in a response. */
const maxAdvice = 20

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Counts how many of `records` were closed and stopped on each of the last seven days (UTC). */
function countEndedByDay(records: readonly VersionRecord[], at: Instant): Overview['endedLastWeek']['days'] {
  return Array.from({ length: week }, (_, index) => {
    const [from, to] = [findStartOfDayUtc(at, week - index), findStartOfDayUtc(at, week - index - 1)]
    const actions = records.flatMap(({ ended }) => (ended && ended.at >= from && ended.at < to ? [ended.action] : []))
    const count = (action: 'close' | 'stop') => actions.filter((done) => done === action).length
    return { day: toIso(from).slice(0, 10), closed: count('close'), stopped: count('stop') }
  })
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
  const endedJustNow = wasEndedSince(at - hour)
  const entered = (record: VersionRecord) => {
    const enteredBy = createEntranceCounter(record)
    return enteredBy(at) - enteredBy(at - hour)
  }
  return sum(records.filter((record) => mayHoldPeople(record.status) || endedJustNow(record)).map(entered))
}

/** Totals over all versions that are not deleted, at `at`. */
export function toOverview(records: readonly VersionRecord[], at: Instant): Overview {
  const open = records.filter(({ status }) => mayHoldPeople(status))
  const inside = new Map(open.map((record) => [record.id, countPopulation(record, at).inside]))
  const draining = open.filter(({ id, closedAt }) => closedAt !== null && (inside.get(id) ?? 0) > 0)
  const ended = records.filter(wasEndedSince(findStartOfDayUtc(at, week)))
  const advice = listAdvice(open, inside, at)
  return {
    asOf: toIso(at),
    peopleInside: sum([...inside.values()]),
    enteredLastHour: countEnteredLastHour(records, at),
    draining: { versions: draining.length, peopleInside: sum(draining.map(({ id }) => inside.get(id) ?? 0)) },
    endedLastWeek: { versions: ended.length, days: countEndedByDay(ended, at) },
    advice: advice.slice(0, maxAdvice),
    adviceTotal: advice.length,
  }
}
