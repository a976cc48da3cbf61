import type { PopulationSeries } from '#api/contract/population.ts'
import type { LineStyle } from '#ui/chart/series.ts'

/** What is counted of people who entered, and how its line is drawn. The first is a state, the others only ever grow. */
export const peopleSeries = [
  { count: 'inside', lineStyle: 'main' },
  { count: 'entered', lineStyle: 'solid' },
  { count: 'completed', lineStyle: 'dashed' },
  { count: 'stopped', lineStyle: 'dotted' },
  { count: 'timedOut', lineStyle: 'mixed' },
] as const satisfies readonly { readonly count: keyof PopulationSeries['points'][number]; readonly lineStyle: LineStyle }[]
