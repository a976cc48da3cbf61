import type { Overview } from '#api/contract/overview.ts'
import { isDraining } from '#domain/automatic-transitions.ts'
import { formatDay, getDayNumber } from '#domain/days.ts'
import type { Instant } from '#domain/version.ts'
import type { Ending } from '#backend/store/store.ts'
import { measureOpenVersions, type Measurement } from './open-measurements.ts'
import { toIso, toMeasurement, toVersionSummary } from './serializers.ts'
import type { ViewContext } from './view-context.ts'
import { compareText } from '#backend/store/text-order.ts'

const hour = 3_600_000
const day = 24 * hour
const week = 7

/** The largest number of pieces of advice in a response. */
const maxAdvice = 20

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Counts how many versions were closed and stopped in the last seven days of a time zone, and on each of these days. */
function countEndedLastWeek(ended: readonly Ending[], at: Instant, timeZone: string): Overview['endedLastWeek'] {
  const today = getDayNumber(at, timeZone)
  const days = Array.from({ length: week }, (_, index) => ({ day: formatDay(today - week + 1 + index), closed: 0, stopped: 0 }))
  for (const ending of ended) {
    const day = days[getDayNumber(ending.at, timeZone) - today + week - 1]
    if (day) day[ending.action === 'close' ? 'closed' : 'stopped']++
  }
  return { versions: sum(days.map(({ closed, stopped }) => closed + stopped)), days }
}

/** The advice with the most people first, with the versions. */
async function loadAdvice(context: ViewContext, measurements: readonly Measurement[]): Promise<Overview['advice']> {
  const advised = measurements
    .flatMap(({ id, inside, advice }) => (advice === null ? [] : [{ id, inside, advice }]))
    .toSorted(
      (one, other) => other.advice.people - one.advice.people || one.advice.since - other.advice.since || compareText(one.id, other.id),
    )
    .slice(0, maxAdvice)
  const records = await context.reader.versions(advised.map(({ id }) => id))
  return records.flatMap((record, place) => {
    const { inside, advice } = advised[place] ?? {}
    return inside === undefined || advice === undefined
      ? []
      : [{ version: toVersionSummary(record, inside, context), ...advice, since: toIso(advice.since) }]
  })
}

/** The customers who entered versions in the last hour that ended in it, and are open no more. */
async function countEnteredEnded(
  { reader, engine, at }: ViewContext,
  ended: readonly Ending[],
  open: ReadonlySet<string>,
): Promise<number> {
  const ids = ended.filter(({ id, at: endedAt }) => !open.has(id) && endedAt >= at - hour).map(({ id }) => id)
  const { entered } = await engine.countEntered(await reader.versions(ids), at - hour, at)
  return sum([...entered.values()])
}

/** Totals over all versions that are not deleted. Days are those of `timeZone`. */
export async function toOverview(context: ViewContext, timeZone: string): Promise<Overview> {
  const { reader, at } = context
  const measured = await measureOpenVersions(context)
  const { measurements } = measured
  const ended = await reader.endedSince(at - (week + 1) * day)
  const draining = measurements.filter((version) => isDraining(version) && version.inside > 0)
  const enteredEnded = await countEnteredEnded(context, ended, new Set(measurements.map(({ id }) => id)))
  return {
    asOf: toIso(at),
    ...toMeasurement(measured),
    peopleInside: sum(measurements.map(({ inside }) => inside)),
    enteredLastHour: sum(measurements.map(({ enteredLastHour }) => enteredLastHour)) + enteredEnded,
    draining: { versions: draining.length, peopleInside: sum(draining.map(({ inside }) => inside)) },
    endedLastWeek: countEndedLastWeek(ended, at, timeZone),
    advice: await loadAdvice(context, measurements),
    adviceTotal: measurements.filter(({ advice }) => advice !== null).length,
  }
}
