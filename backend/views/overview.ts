import type { Overview } from '#api/contract/overview.ts'
import { formatDay, getDayNumber, isInLastDays } from '#domain/days.ts'
import type { Instant } from '#domain/version.ts'
import { toIso, toMeasurement, toVersionSummary, type InsideById } from './serializers.ts'
import type { ViewContext } from './view-context.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { compareText } from '#backend/store/text-order.ts'

const hour = 3_600_000
const day = 24 * hour
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

/** Advice on the `open` versions that should be ended or checked, most people first. */
async function listAdvice({ engine, at }: ViewContext, open: readonly VersionRecord[], inside: InsideById): Promise<Overview['advice']> {
  return (await engine.advise(open, at))
    .map(({ version, advice }) => ({
      version: toVersionSummary(version, inside.get(version.id) ?? 0, at),
      ...advice,
      since: toIso(advice.since),
    }))
    .toSorted(
      (one, other) =>
        other.people - one.people || Date.parse(one.since) - Date.parse(other.since) || compareText(one.version.id, other.version.id),
    )
}

/** Totals over all versions that are not deleted. Days are those of `timeZone`. */
export async function toOverview(context: ViewContext, timeZone: string): Promise<Overview> {
  const { reader, engine, at } = context
  const open = await reader.openVersions()
  const ended = await reader.endedSince(at - (week + 1) * day)
  const measured = await engine.countInside(open, at)
  const { inside } = measured
  // Versions that ended within the hour count, too.
  const openIds = new Set(open.map(({ id }) => id))
  const endedJustNow = ended.filter((record) => !openIds.has(record.id) && record.ended !== null && record.ended.at >= at - hour)
  const { people: enteredLastHour } = await engine.countEntered([...open, ...endedJustNow], at - hour, at)
  const draining = open.filter(({ id, closedAt }) => closedAt !== null && (inside.get(id) ?? 0) > 0)
  const advice = await listAdvice(context, open, inside)
  return {
    asOf: toIso(at),
    ...toMeasurement(measured),
    peopleInside: sum([...inside.values()]),
    enteredLastHour,
    draining: { versions: draining.length, peopleInside: sum(draining.map(({ id }) => inside.get(id) ?? 0)) },
    endedLastWeek: countEndedLastWeek(ended, at, timeZone),
    advice: advice.slice(0, maxAdvice),
    adviceTotal: advice.length,
  }
}
