import { closeAt } from './impact.ts'
import { findEmptyAt, createPopulationAt, type PopulationCounts } from './population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** The people of a version at a moment. */
export interface PopulationAt extends Omit<PopulationCounts, 'activities'> {
  readonly at: Instant
}

/** What is to be expected after a closing. */
export interface Forecast {
  readonly scenario: 'closed' | 'ifClosedNow'
  readonly points: readonly PopulationAt[]
  /** When nobody will be inside any more. */
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

/** Distances between points, in milliseconds: spans that clocks and calendars know. */
const stepLengths = [1, 5, 15, 30, 60, 120, 360, 480, 720, 1440, 2880, 10_080, 20_160, 40_320].map((minutes) => minutes * minute)

/** About how many points make a curve. */
const targetPointCount = 160

/** The people of a version at each of these moments. */
function samplePointsAt(version: VersionFacts, times: readonly Instant[]): readonly PopulationAt[] {
  const people = createPopulationAt(version)
  return times.map((at) => {
    const { activities: _, ...counts } = people(at)
    return { at, ...counts }
  })
}

/** Where the curve bends or jumps by itself. */
const findBreakpoints = ({ publishedAt, pauses, closedAt, stoppedAt }: VersionFacts): readonly Instant[] =>
  [publishedAt, closedAt, stoppedAt === null ? null : stoppedAt - 1, stoppedAt, ...pauses.flatMap(({ from, to }) => [from, to])].filter(
    (moment) => moment !== null,
  )

/** Both ends, and between them the whole multiples of `step` and those of the other moments that lie there; in order, each once. */
function listTimesBetween(from: Instant, to: Instant, step: number, others: readonly Instant[]): readonly Instant[] {
  const times = new Set([from, to, ...others.filter((moment) => from < moment && moment < to)])
  for (let at = (Math.floor(from / step) + 1) * step; at < to; at += step) times.add(at)
  return [...times].toSorted((one, other) => one - other)
}

/** The version as a forecast takes it: as it was when it closed, or closed at `at`. */
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
 * The people of a version up to `at`, or up to when it was over, and what is to be expected if it is closed, or closable, at `at`.
 * `reach` (milliseconds, `Infinity` for all) is how far back the points go, and how far ahead the forecast. Curve and forecast have
 * points at the same moments where they overlap.
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
