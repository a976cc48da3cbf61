import type { PopulationSeries } from '#api/contract/population.ts'
import type { LineStyle } from '#ui/chart/series.ts'

/** The series of the chart, and their line styles. The first is a state, the others are cumulative. */
export const peopleSeries = [
  { count: 'inside', lineStyle: 'main' },
  { count: 'entered', lineStyle: 'solid' },
  { count: 'completed', lineStyle: 'dashed' },
  { count: 'stopped', lineStyle: 'dotted' },
  { count: 'timedOut', lineStyle: 'mixed' },
] as const satisfies readonly { readonly count: keyof PopulationSeries['points'][number]; readonly lineStyle: LineStyle }[]
