import type { People, Range } from '#api/contract/population.ts'
import { decide, permissions } from '#domain/lifecycle.ts'
import { overTime, type Point } from '#domain/population/over-time.ts'
import type { Instant } from '#domain/version.ts'
import { iso } from './serializers.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'

const day = 86_400_000

const reaches: Readonly<Record<Range, number>> = { '24h': day, '7d': 7 * day, '30d': 30 * day, all: Infinity }

/** What is marked on a curve: what changes how people come or go. */
const marked = ['publish', 'pause', 'resume', 'close', 'stop', 'finish'] as const

const pointOf = ({ at, ...people }: Point) => ({ at: iso(at), ...people })

/** The people of a version over time, as it is at `at`. */
export async function peopleOf(reader: Reader, record: VersionRecord, range: Range, at: Instant): Promise<People> {
  const closable = decide(record, 'close', permissions).allowed
  const { points, forecast } = overTime(record, at, reaches[range], closable)
  const since = points[0]?.at ?? at
  const entries = await reader.history(record.id, Infinity)
  return {
    versionId: record.id,
    revision: record.revision,
    asOf: iso(at),
    range,
    points: points.map(pointOf),
    forecast: forecast && { because: forecast.because, points: forecast.points.map(pointOf), emptyAt: iso(forecast.emptyAt) },
    marks: entries
      .filter((entry) => entry.at >= since && marked.some((what) => what === entry.what))
      .map((entry) => ({ at: iso(entry.at), what: entry.what, by: entry.by }))
      .toReversed(),
  }
}
