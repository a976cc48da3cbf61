import { closedBy } from './impact.ts'
import { emptyAt, populations, type Population } from './population.ts'
import type { Instant, Life } from '#domain/version.ts'

/** The people of a version at a moment. */
export interface Point extends Omit<Population, 'activities'> {
  readonly at: Instant
}

/** What is to be expected after a closing. */
export interface Forecast {
  readonly because: 'closed' | 'ifClosedNow'
  readonly points: readonly Point[]
  /** When nobody will be inside any more. */
  readonly emptyAt: Instant
}

/** The people of a version over time. */
export interface OverTime {
  readonly points: readonly Point[]
  readonly forecast: Forecast | null
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Distances between points, in milliseconds: spans that clocks and calendars know. */
const steps = [1, 5, 15, 30, 60, 120, 360, 480, 720, 1440, 2880, 10_080, 20_160, 40_320].map((minutes) => minutes * minute)

/** About how many points make a curve. */
const enough = 160

/** The people of a version at each of these moments. */
function pointsAt(version: Life, times: readonly Instant[]): readonly Point[] {
  const people = populations(version)
  return times.map((at) => {
    const { activities: _, ...counts } = people(at)
    return { at, ...counts }
  })
}

/** Where the curve bends or jumps by itself. */
const corners = ({ publishedAt, pauses, closedAt, stoppedAt }: Life): readonly Instant[] =>
  [publishedAt, closedAt, stoppedAt === null ? null : stoppedAt - 1, stoppedAt, ...pauses.flatMap(({ from, to }) => [from, to])].filter(
    (moment) => moment !== null,
  )

/** Both ends, and between them the whole multiples of `step` and those of the other moments that lie there; in order, each once. */
function timesBetween(from: Instant, to: Instant, step: number, others: readonly Instant[]): readonly Instant[] {
  const times = new Set([from, to, ...others.filter((moment) => from < moment && moment < to)])
  for (let at = (Math.floor(from / step) + 1) * step; at < to; at += step) times.add(at)
  return [...times].toSorted((one, other) => one - other)
}

/** The version as a forecast takes it: as it was when it closed, or closed at `at`. */
function foreseen(
  version: Life,
  at: Instant,
  closable: boolean,
): { readonly because: Forecast['because']; readonly life: Life; readonly from: Instant } | null {
  const { closedAt } = version
  if (closedAt !== null) return { because: 'closed', life: { ...version, stoppedAt: null }, from: closedAt }
  return closable ? { because: 'ifClosedNow', life: closedBy(version, at), from: at } : null
}

/**
 * The people of a version up to `at`, or up to when it was over, and what is to be expected if it is closed, or closable, at `at`.
 * `reach` (milliseconds, `Infinity` for all) is how far back the points go, and how far ahead the forecast. Curve and forecast have
 * points at the same moments where they overlap.
 */
export function overTime(version: Life, at: Instant, reach: number, closable: boolean): OverTime {
  const { publishedAt } = version
  if (publishedAt === null) return { points: [], forecast: null }
  const end = Math.max(publishedAt, Math.min(at, version.finishedAt ?? Infinity, version.stoppedAt ?? Infinity))
  const start = Math.max(publishedAt, end - reach)
  const ahead = foreseen(version, at, closable)
  const empty = ahead ? emptyAt(ahead.life) : end
  const last = Math.max(end, Math.min(empty, end + reach))
  const step = steps.find((length) => (last - start) / length <= enough) ?? 364 * day
  const bends = [...corners(version), end]
  return {
    points: pointsAt(version, timesBetween(start, end, step, bends)),
    forecast: ahead && {
      because: ahead.because,
      emptyAt: empty,
      points: pointsAt(ahead.life, timesBetween(Math.max(ahead.from, start), last, step, bends)),
    },
  }
}
