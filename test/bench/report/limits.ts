import { listValues, type App, type Group, type Results } from './results.ts'
import { computeMedian, computeNoise, computeQuartiles, computeRatio } from './statistics.ts'

/** The largest allowed figure: as a multiple of a control's, or as a count. */
interface Limit {
  readonly group: Group
  readonly metric: string
  readonly apps: readonly App[]
  readonly max: number
  /** The console whose figure is multiplied; `null` if `max` is a count. */
  readonly control: App | null
}

const product = ['production', 'demo'] as const

const limitStart = (metric: string, app: App, max: number): Limit => ({ group: 'start', metric, apps: [app], max, control: 'bareRequest' })
const limitStep = (metric: string, max: number): Limit => ({ group: 'steps', metric, apps: product, max, control: 'bare' })
const limitCount = (group: Group, metric: string, max: number): Limit => ({ group, metric, apps: product, max, control: null })

/** Every limit of the bench. */
export const limits: readonly Limit[] = [
  limitStart('ready', 'production', 1.25),
  limitStart('firstPaint', 'production', 1.15),
  limitStart('script', 'production', 1.6),
  limitStart('blocking', 'production', 1.5),
  limitStart('ready', 'demo', 1.7),
  limitCount('start', 'layoutShift', 0),
  limitStep('openPage', 1.5),
  limitStep('back', 1.3),
  limitStep('dialogFirst', 1.5),
  limitStep('dialogAgain', 1.5),
  limitStep('confirm', 1.5),
  limitStep('filter', 2),
  limitStep('sort', 2),
  limitCount('counts', 'elements', 1_100),
  limitCount('counts', 'listeners', 400),
  // One read for each heartbeat of the event stream, which comes every two seconds.
  limitCount('idle', 'homeRequests', 30),
  limitCount('idle', 'pageRequests', 30),
  limitCount('idle', 'graphRequests', 30),
  limitCount('idle', 'homeEmptyCommits', 0),
  limitCount('idle', 'pageEmptyCommits', 0),
  limitCount('idle', 'graphEmptyCommits', 0),
]

/** Two frames: no step has to be quicker, whatever the control needs. */
export const twoFramesMs = 2 * (1_000 / 60)

/** How far above its limit a figure may be: other machines differ. */
export const slack = 1.1

/** With fewer runs nothing is known about the noise. */
const minRuns = 3

/** From this noise on, a median says little. */
export const maxNoise = 0.25

/** How a figure compares to its limit. `noisy`: it, or the control, varies so much, or was measured so seldom, that nothing can be said. */
export interface Verdict {
  readonly group: Group
  readonly metric: string
  readonly app: App
  /** The ratio, or the count. */
  readonly value: number
  readonly max: number
  readonly control: App | null
  readonly outcome: 'kept' | 'exceeded' | 'noisy'
}

/** Noise of a figure. Times are quantized by frames in the steps. */
export const measureNoise = (group: Group, values: readonly number[]): number => computeNoise(values, group === 'steps' ? 1_000 / 60 : 0)

/** Compares a ratio with its limit. Quartiles decide if they agree; otherwise the medians, unless they are too noisy. */
export function checkRatio(group: Group, values: readonly number[], controls: readonly number[], max: number): Verdict['outcome'] {
  const median = computeMedian(values)
  if (group === 'steps' && median <= twoFramesMs * slack) return 'kept'
  if (Math.min(values.length, controls.length) < minRuns) return 'noisy'
  const [[low, high], [controlLow, controlHigh]] = [computeQuartiles(values), computeQuartiles(controls)]
  if (computeRatio(low, controlHigh) > max * slack) return 'exceeded'
  if (computeRatio(high, controlLow) <= max * slack) return 'kept'
  if ([values, controls].some((each) => measureNoise(group, each) > maxNoise)) return 'noisy'
  return median <= max * slack * computeMedian(controls) ? 'kept' : 'exceeded'
}

function checkLimit(results: Results, limit: Limit, app: App): Verdict | null {
  const { group, metric, max, control } = limit
  const values = listValues(results, group, app, metric)
  if (values.length === 0) return null
  const median = computeMedian(values)
  if (control === null) return { group, metric, app, value: median, max, control, outcome: median <= max * slack ? 'kept' : 'exceeded' }
  const controls = listValues(results, group, control, metric)
  const value = computeRatio(median, computeMedian(controls))
  return Number.isNaN(value) ? null : { group, metric, app, value, max, control, outcome: checkRatio(group, values, controls, max) }
}

/** The verdict about each limit whose figures were measured. */
export const checkLimits = (results: Results): readonly Verdict[] =>
  limits.flatMap((limit) => limit.apps.flatMap((app) => checkLimit(results, limit, app) ?? []))
