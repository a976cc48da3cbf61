import { apps, appTitles, groups, listValues, metrics, type App, type Group, type Results } from './results.ts'
import { maxNoise, measureNoise, slack, twoFramesMs, type Verdict } from './limits.ts'
import { computeMedian, computeRatio, computeSpread } from './statistics.ts'

const nameWidth = 34
const cellWidth = 24

/** A figure with as many digits as say something. */
export function formatFigure(value: number): string {
  if (Number.isNaN(value)) return '–'
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 1 ? 1 : 3
  return value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: digits })
}

/** A ratio; `–` if there is none. */
export const formatRatio = (ratio: number): string => (Number.isNaN(ratio) ? '–' : `×${ratio.toFixed(2)}`)

/** The figures of a group, each with its title and unit. */
export const listMetrics = (group: Group): readonly { readonly name: string; readonly title: string; readonly unit: string }[] =>
  Object.entries(metrics[group]).map(([name, metric]) => ({ name, ...metric }))

/** Median, spread and ratio to the control of one figure of one console. */
function formatCell(results: Results, group: Group, app: App, name: string): string {
  const values = listValues(results, group, app, name)
  if (values.length === 0) return '–'
  const median = computeMedian(values)
  const { control } = groups[group]
  const ratio = computeRatio(median, computeMedian(listValues(results, group, control, name)))
  const spread = values.length > 1 ? ` ±${formatFigure(computeSpread(values) / 2)}` : ''
  const isCompared = group !== 'idle' && (app === 'production' || app === 'demo') && !Number.isNaN(ratio)
  return `${formatFigure(median)}${spread}${isCompared ? ` ${formatRatio(ratio)}` : ''}`
}

/** Name of the figures whose control varies too much, by group. */
export const listNoisyMetrics = (results: Results, group: Group): readonly string[] =>
  listMetrics(group)
    .filter(({ unit, name }) => unit === 'ms' && measureNoise(group, listValues(results, group, groups[group].control, name)) > maxNoise)
    .map(({ title }) => title.trim())

/** The table of one group: a line for each figure, a column for each console that was measured. */
function formatGroup(results: Results, group: Group): readonly string[] {
  const measured = apps.filter((app) => results[group]?.[app] !== undefined)
  if (measured.length === 0) return []
  const heading = measured.map((app) => appTitles[app].padStart(cellWidth)).join('')
  const lines = listMetrics(group).map(({ name, title, unit }) => {
    const label = unit === '' ? title : `${title}, ${unit}`
    return label.padEnd(nameWidth) + measured.map((app) => formatCell(results, group, app, name).padStart(cellWidth)).join('')
  })
  const noisy = listNoisyMetrics(results, group)
  const warning =
    noisy.length === 0
      ? []
      : [`Too noisy: the control alone varies by more than ${maxNoise * 100} % in ${noisy.join(', ')}. Run again on a quieter machine.`]
  return ['', groups[group].title, ''.padEnd(nameWidth) + heading, ...lines, ...warning]
}

/** All tables: medians, half the distance of the quartiles (±), and the ratio to the control (×). */
export const formatTables = (results: Results): readonly string[] =>
  (Object.keys(groups) as Group[]).flatMap((group) => formatGroup(results, group))

export const marks = { kept: '✓', exceeded: '✗', noisy: '?' } as const

/** A line for each limit. */
export function formatVerdicts(verdicts: readonly Verdict[]): readonly string[] {
  const lines = verdicts.map(({ group, metric, app, value, max, control, outcome }) => {
    const title =
      listMetrics(group)
        .find(({ name }) => name === metric)
        ?.title.trim() ?? metric
    const format = control === null ? formatFigure : formatRatio
    const against = control === null ? '' : ` of ${appTitles[control]}`
    return `${marks[outcome]} ${appTitles[app]}, ${title}: ${format(value)}, at most ${format(max)}${against}`
  })
  const rule = `Limits (a figure may be × ${slack} above; a step of two frames, ${Math.round(twoFramesMs)} ms, is always quick enough; ? too noisy, or too few runs, to say)`
  return lines.length === 0 ? [] : ['', rule, ...lines]
}
