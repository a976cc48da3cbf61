import type { PopulationSeries, PopulationRange } from '#api/contract/population.ts'
import { toIso, toMeasurement } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { ViewContext } from './view-context.ts'

const day = 86_400_000

const reachByRange: Readonly<Record<PopulationRange, number>> = { '24h': day, '7d': 7 * day, '30d': 30 * day, all: Infinity }

/** History events marked on the curve: those that change how people enter or leave. */
const markedTypes = ['publish', 'pause', 'resume', 'close', 'stop', 'finish'] as const

const toPoint = <People>({ at, ...people }: People & { readonly at: number }) => ({ at: toIso(at), ...people })

/** The largest number of changes marked on the curve. */
const maxMarks = 200

/** The people of a version over time. */
export async function toPopulation(
  { reader, engine, at }: ViewContext,
  record: VersionRecord,
  range: PopulationRange,
): Promise<PopulationSeries> {
  const measured = await engine.sampleOverTime(record, reachByRange[range], at)
  const { points, forecast } = measured
  const since = points[0]?.at ?? at
  const entries = await reader.history(record.id, { limit: maxMarks, types: markedTypes })
  return {
    versionId: record.id,
    revision: record.revision,
    asOf: toIso(at),
    ...toMeasurement(measured),
    range,
    points: points.map(toPoint),
    forecast: forecast && { scenario: forecast.scenario, points: forecast.points.map(toPoint), emptyAt: toIso(forecast.emptyAt) },
    marks: entries
      .filter((entry) => entry.at >= since)
      .map((entry) => ({ at: toIso(entry.at), type: entry.type, actor: entry.actor }))
      .toReversed(),
  }
}
