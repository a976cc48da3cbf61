import { formatFigure, formatRatio } from '#test/bench/report/format-report.ts'
import { slack } from '#test/bench/report/limits.ts'
import { computeRatio } from '#test/bench/report/statistics.ts'
import type { Costs } from './measure-backend.ts'
import { operations } from './operations.ts'

/** The costs of each size, from the smallest size to the largest. */
export type Growth = ReadonlyMap<number, Costs>

/** How much longer an operation may take at one size than at a smaller one. */
interface GrowthLimit {
  readonly operation: string
  readonly from: number
  readonly to: number
  readonly max: number
}

const growthLimits: readonly GrowthLimit[] = [
  { operation: 'version', from: 60, to: 100_000, max: 1.5 },
  { operation: 'impact', from: 60, to: 100_000, max: 2 },
  { operation: 'list', from: 100_000, to: 1_000_000, max: 2 },
]

/** Of how many versions an answer may have the people computed, at any size. */
const countLimits: Readonly<Record<string, number>> = { list: 30, search: 30, sortByPeople: 330, overview: 330, version: 30, impact: 30 }

/** No operation has to be quicker, however it grows. */
const quickEnoughMs = 1

/** A limit, and whether it is kept. */
export interface GrowthVerdict {
  readonly sentence: string
  readonly isKept: boolean
}

const findTitle = (name: string): string => operations.find((operation) => operation.name === name)?.title ?? name

function checkGrowthLimit(growth: Growth, { operation, from, to, max }: GrowthLimit): readonly GrowthVerdict[] {
  const [before, after] = [growth.get(from)?.[operation]?.ms, growth.get(to)?.[operation]?.ms]
  if (before === undefined || after === undefined) return []
  const ratio = computeRatio(after, before)
  const sizes = `${formatFigure(to)} versions against ${formatFigure(from)}`
  return [
    {
      sentence: `${findTitle(operation)}, ${sizes}: ${formatRatio(ratio)}, at most ${formatRatio(max)}`,
      isKept: after <= quickEnoughMs || ratio <= max * slack,
    },
  ]
}

/** The verdict about each limit whose sizes were measured. */
export const checkGrowth = (growth: Growth): readonly GrowthVerdict[] => [
  ...growthLimits.flatMap((limit) => checkGrowthLimit(growth, limit)),
  ...Object.entries(countLimits).flatMap(([operation, max]) => {
    const counts = Array.from(growth.values(), (costs) => costs[operation]?.counted ?? 0)
    const largest = Math.max(...counts)
    const sentence = `${findTitle(operation)}: people of ${formatFigure(largest)} versions computed for an answer, at most ${max}`
    return counts.length === 0 ? [] : [{ sentence, isKept: largest <= max }]
  }),
]

const nameWidth = 28
const cellWidth = 18

/** The growth table: a line for each operation, a column for each size; in brackets of how many versions people were computed. */
export function formatGrowth(growth: Growth): readonly string[] {
  const heading = [...growth.keys()].map((size) => formatFigure(size).padStart(cellWidth)).join('')
  const lines = operations.map(({ name, title }) => {
    const cells = Array.from(growth.values(), (costs) => {
      const cost = costs[name]
      return (cost ? `${formatFigure(cost.ms)} (${formatFigure(cost.counted)})` : '–').padStart(cellWidth)
    })
    return `${title}, ms`.padEnd(nameWidth) + cells.join('')
  })
  return ['', 'The backend in memory, by the number of versions (people computed of so many)', ''.padEnd(nameWidth) + heading, ...lines]
}
