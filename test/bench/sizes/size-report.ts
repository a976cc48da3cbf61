import { seedSizes, type SeedSize } from '#mocks/seed/seed-sizes.ts'
import { formatFigure, formatRatio, marks } from '#test/bench/report/format-report.ts'
import { checkRatio, slack, type Verdict } from '#test/bench/report/limits.ts'
import { computeMedian, computeRatio, computeSpread } from '#test/bench/report/statistics.ts'
import { listSizeValues, sizeApps, sizeMetrics, type SizeApp, type SizeMetric, type SizeResults } from './size-results.ts'

/** How a figure of the demo at one size compares to its limit. */
export interface SizeVerdict {
  readonly sentence: string
  readonly outcome: Verdict['outcome']
}

/** A figure that may be a multiple of another one at most: of the control at the same size, or of the demo's at the smallest size. */
interface SizeLimit {
  readonly metric: SizeMetric
  readonly max: number
  readonly comparedWith: 'control' | 'smallest'
  /** Steps vary by frames, and two frames are always quick enough. `count`: does not vary with the speed of the machine. */
  readonly kind: 'step' | 'time' | 'count'
}

const limits: readonly SizeLimit[] = [
  { metric: 'readyAgain', max: 1.2, comparedWith: 'smallest', kind: 'time' },
  { metric: 'filter', max: 2, comparedWith: 'control', kind: 'step' },
  { metric: 'sort', max: 2, comparedWith: 'control', kind: 'step' },
  { metric: 'elements', max: 1, comparedWith: 'smallest', kind: 'count' },
  { metric: 'heap', max: 1.5, comparedWith: 'control', kind: 'count' },
]

const [smallestSize] = seedSizes
const nameWidth = 36
const cellWidth = 24

function checkSizeLimit(results: SizeResults, size: SeedSize, { metric, max, comparedWith, kind }: SizeLimit): readonly SizeVerdict[] {
  const isAtControl = comparedWith === 'control'
  if (!isAtControl && size === smallestSize) return []
  const values = listSizeValues(results, size, 'demo', metric)
  const controls = isAtControl
    ? listSizeValues(results, size, 'bareVirtual', metric)
    : listSizeValues(results, smallestSize, 'demo', metric)
  const ratio = computeRatio(computeMedian(values), computeMedian(controls))
  if (Number.isNaN(ratio)) return []
  const outcome =
    kind === 'count' ? (ratio <= max * slack ? 'kept' : 'exceeded') : checkRatio(kind === 'step' ? 'steps' : 'start', values, controls, max)
  const control = isAtControl ? 'bare' : `that of ${smallestSize}`
  return [
    {
      sentence: `${formatFigure(size)}, ${sizeMetrics[metric].title}: ${formatRatio(ratio)}, at most ${formatRatio(max)} of ${control}`,
      outcome,
    },
  ]
}

/** No frame may be dropped. Nothing can be said on a machine on which the control drops some. */
function checkDroppedFrames(results: SizeResults, size: SeedSize): readonly SizeVerdict[] {
  const [dropped, byControl] = (['demo', 'bareVirtual'] as const).map((app) =>
    computeMedian(listSizeValues(results, size, app, 'dropped')),
  ) as [number, number]
  if (Number.isNaN(dropped) || Number.isNaN(byControl)) return []
  const sentence = `${formatFigure(size)}, ${sizeMetrics.dropped.title}: ${formatFigure(dropped)}, at most 0 (bare ${formatFigure(byControl)})`
  return [{ sentence, outcome: dropped < 1 ? 'kept' : byControl >= 1 ? 'noisy' : 'exceeded' }]
}

/** The verdict about each limit whose figures were measured. */
export const checkSizes = (results: SizeResults): readonly SizeVerdict[] =>
  [...results.keys()].flatMap((size) => [
    ...limits.flatMap((limit) => checkSizeLimit(results, size, limit)),
    ...checkDroppedFrames(results, size),
  ])

function formatSizeCell(results: SizeResults, size: SeedSize, app: SizeApp, metric: SizeMetric): string {
  const values = listSizeValues(results, size, app, metric)
  if (values.length === 0) return '–'
  const median = computeMedian(values)
  const spread = values.length > 1 ? ` ±${formatFigure(computeSpread(values) / 2)}` : ''
  const ratio = app === 'demo' ? computeRatio(median, computeMedian(listSizeValues(results, size, 'bareVirtual', metric))) : NaN
  return `${formatFigure(median)}${spread}${Number.isNaN(ratio) ? '' : ` ${formatRatio(ratio)}`}`
}

/** A table for each size, and a line for each limit. */
export const formatSizes = (results: SizeResults): readonly string[] => [
  ...[...results.keys()].flatMap((size) => [
    '',
    `${formatFigure(size)} versions`.padEnd(nameWidth) + ['bare virtual list', 'demo'].map((title) => title.padStart(cellWidth)).join(''),
    ...(Object.keys(sizeMetrics) as SizeMetric[]).map((metric) => {
      const { title, unit } = sizeMetrics[metric]
      const cells = sizeApps.map((app) => formatSizeCell(results, size, app, metric).padStart(cellWidth))
      return (unit === '' ? title : `${title}, ${unit}`).padEnd(nameWidth) + cells.join('')
    }),
  ]),
  '',
  ...checkSizes(results).map(({ outcome, sentence }) => `${marks[outcome]} ${sentence}`),
]
