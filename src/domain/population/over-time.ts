import { closeAt } from './impact.ts'
import { findEmptyAt, createPopulationAt, type PopulationCounts } from './population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** The people of a version at a moment. */
export interface PopulationAt extends Omit<PopulationCounts, 'activities'> {
  readonly at: Instant
}

/** Forecast of the people after a close. */
export interface Forecast {
  readonly scenario: 'closed' | 'ifClosedNow'
  readonly points: readonly PopulationAt[]
  /** The first moment with no people inside. */
  readonly emptyAt: Instant
}

/** The people of a version over time. */
export interface PopulationOverTime {
  readonly points: readonly PopulationAt[]
  readonly forecast: Forecast | null
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Possible distances between points, in milliseconds: common clock and calendar units. */
const stepLengths = [1, 5, 15, 30, 60, 120, 360, 480, 720, 1440, 2880, 10_080, 20_160, 40_320].map((minutes) => minutes * minute)

/** Approximate number of points in a curve. */
const targetPointCount = 160

/** Samples the people of a version at each of these moments. */
function samplePointsAt(version: VersionFacts, times: readonly Instant[]): readonly PopulationAt[] {
  const people = createPopulationAt(version)
  return times.map((at) => {
    const { activities: _, ...counts } = people(at)
    return { at, ...counts }
  })
}

/** Moments at which the slope or value of the curve can change abruptly. */
const findBreakpoints = ({ publishedAt, pauses, closedAt, stoppedAt }: VersionFacts): readonly Instant[] =>
  [publishedAt, closedAt, stoppedAt === null ? null : stoppedAt - 1, stoppedAt, ...pauses.flatMap(({ from, to }) => [from, to])].filter(
    (moment) => moment !== null,
  )

/** Sample times: both ends, the multiples of `step` between them, and the `others` between them. Sorted, without duplicates. */
function listTimesBetween(from: Instant, to: Instant, step: number, others: readonly Instant[]): readonly Instant[] {
  const times = new Set([from, to, ...others.filter((moment) => from < moment && moment < to)])
  for (let at = (Math.floor(from / step) + 1) * step; at < to; at += step) times.add(at)
  return [...times].toSorted((one, other) => one - other)
}

/** The facts that the forecast starts from: a closed version as of its close, or an open one as if closed at `at`. */
function chooseForecastBasis(
  version: VersionFacts,
  at: Instant,
  closable: boolean,
): { readonly scenario: Forecast['scenario']; readonly facts: VersionFacts; readonly from: Instant } | null {
  const { closedAt } = version
  if (closedAt !== null) return { scenario: 'closed', facts: { ...version, stoppedAt: null }, from: closedAt }
  return closable ? { scenario: 'ifClosedNow', facts: closeAt(version, at), from: at } : null
}

/**
 * The people of a version up to `at` (or up to its end), and the forecast if it is closed, or `closable`, at `at`. `reach` (milliseconds,
 * `Infinity` for all) limits the past of the points and the future of the forecast. Curve and forecast share their sample times where they
 * overlap.
 */
export function sampleOverTime(version: VersionFacts, at: Instant, reach: number, closable: boolean): PopulationOverTime {
  const { publishedAt } = version
  if (publishedAt === null) return { points: [], forecast: null }
  const end = Math.max(publishedAt, Math.min(at, version.finishedAt ?? Infinity, version.stoppedAt ?? Infinity))
  const start = Math.max(publishedAt, end - reach)
  const basis = chooseForecastBasis(version, at, closable)
  const empty = basis ? findEmptyAt(basis.facts) : end
  const last = Math.max(end, Math.min(empty, end + reach))
  const step = stepLengths.find((length) => (last - start) / length <= targetPointCount) ?? 364 * day
  const breakpoints = [...findBreakpoints(version), end]
  return {
    points: samplePointsAt(version, listTimesBetween(start, end, step, breakpoints)),
    forecast: basis && {
      scenario: basis.scenario,
      emptyAt: empty,
      points: samplePointsAt(basis.facts, listTimesBetween(Math.max(basis.from, start), last, step, breakpoints)),
    },
  }
}
