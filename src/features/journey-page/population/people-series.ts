import type { PopulationSeries } from '#api/contract/population.ts'
import type { LineLook } from '#ui/chart/series.ts'

/** What is counted of people who entered, and how its line is drawn. The first is a state, the others only ever grow. */
export const counts = [
  { count: 'inside', look: 'main' },
  { count: 'entered', look: 'solid' },
  { count: 'completed', look: 'dashed' },
  { count: 'stopped', look: 'dotted' },
  { count: 'timedOut', look: 'mixed' },
] as const satisfies readonly { readonly count: keyof PopulationSeries['points'][number]; readonly look: LineLook }[]
