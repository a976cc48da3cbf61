import type { PopulationSeries, PopulationRange } from '#api/contract/population.ts'
import { decide, permissions } from '#domain/lifecycle.ts'
import { sampleOverTime, type PopulationAt } from '#domain/population/over-time.ts'
import type { Instant } from '#domain/version.ts'
import { toIso } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'

const day = 86_400_000

const reachByRange: Readonly<Record<PopulationRange, number>> = { '24h': day, '7d': 7 * day, '30d': 30 * day, all: Infinity }

/** History events marked on the curve: those that change how people enter or leave. */
const markedTypes = ['publish', 'pause', 'resume', 'close', 'stop', 'finish'] as const

const toPoint = ({ at, ...people }: PopulationAt) => ({ at: toIso(at), ...people })

/** The people of a version over time, at `at`. */
export async function toPopulation(reader: Reader, record: VersionRecord, range: PopulationRange, at: Instant): Promise<PopulationSeries> {
  const closable = decide(record, 'close', permissions).allowed
  const { points, forecast } = sampleOverTime(record, at, reachByRange[range], closable)
  const since = points[0]?.at ?? at
  const entries = await reader.history(record.id, Infinity)
  return {
    versionId: record.id,
    revision: record.revision,
    asOf: toIso(at),
    range,
    points: points.map(toPoint),
    forecast: forecast && { scenario: forecast.scenario, points: forecast.points.map(toPoint), emptyAt: toIso(forecast.emptyAt) },
    marks: entries
      .filter((entry) => entry.at >= since && markedTypes.some((what) => what === entry.type))
      .map((entry) => ({ at: toIso(entry.at), type: entry.type, actor: entry.actor }))
      .toReversed(),
  }
}
