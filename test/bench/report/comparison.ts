import * as v from 'valibot'
import { OptionError } from './bench-options.ts'
import { formatFigure, formatRatio, listMetrics } from './format-report.ts'
import { apps, appTitles, groups, listValues, type App, type Group, type Results } from './results.ts'
import { computeMedian, computeRatio } from './statistics.ts'

/** Version of the file's form. */
const formatVersion = 1

/** The file of a run: all values, not only the medians. */
interface BenchFile {
  readonly format: typeof formatVersion
  readonly measuredAt: string
  readonly runs: number
  readonly results: Results
}

const valuesSchema = v.record(v.string(), v.array(v.number()))
const groupSchema = v.record(v.picklist(apps), valuesSchema)
const fileSchema = v.object({
  format: v.literal(formatVersion),
  results: v.record(v.picklist(Object.keys(groups) as Group[]), groupSchema),
})

/** The text of the file of a run. */
export const formatBenchFile = (file: Omit<BenchFile, 'format'>): string =>
  `${JSON.stringify({ format: formatVersion, ...file }, null, 2)}\n`

/** Reads the file of an earlier run. Throws an option error if it is none. */
export function parseBenchFile(text: string, path: string): Results {
  try {
    return v.parse(fileSchema, JSON.parse(text)).results
  } catch {
    throw new OptionError(`${path} is not a file of this bench.`)
  }
}

/** The change of a figure in percent. */
function formatChange(before: number, now: number): string {
  if (before === now) return '='
  if (before === 0) return 'new'
  const percent = Math.round((now / before - 1) * 100)
  return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`
}

/** One figure then and now: its median, and its ratio to the control, which does not depend on the speed of the machine. */
function compareFigure(before: Results, now: Results, group: Group, app: App, name: string): string | null {
  const compute = (results: Results) => {
    const median = computeMedian(listValues(results, group, app, name))
    return { median, ratio: computeRatio(median, computeMedian(listValues(results, group, groups[group].control, name))) }
  }
  const [old, current] = [compute(before), compute(now)]
  if (Number.isNaN(old.median) || Number.isNaN(current.median)) return null
  const isRelative = !Number.isNaN(old.ratio) && !Number.isNaN(current.ratio)
  const ratios = isRelative ? `   of ${appTitles[groups[group].control]}: ${formatRatio(old.ratio)} → ${formatRatio(current.ratio)}` : ''
  const medians = `${formatFigure(old.median)} → ${formatFigure(current.median)}`
  return `${medians.padStart(20)}${formatChange(old.median, current.median).padStart(9)}${ratios}`
}

/** What has changed since an earlier run, a line for each figure of the product that both have. */
export const compareResults = (before: Results, now: Results): readonly string[] =>
  (['production', 'demo'] as const).flatMap((app) => {
    const lines = (Object.keys(groups) as Group[]).flatMap((group) =>
      listMetrics(group).flatMap(({ name, title, unit }) => {
        const line = compareFigure(before, now, group, app, name)
        return line === null ? [] : [`${(unit === '' ? title : `${title}, ${unit}`).padEnd(34)}${line}`]
      }),
    )
    return lines.length === 0 ? [] : ['', `Before → now: ${appTitles[app]}`, ...lines]
  })
