import type { SeedSize } from '#mocks/seed/seed-sizes.ts'

/** The consoles whose lists are measured at each size; the first is the control. */
export const sizeApps = ['bareVirtual', 'demo'] as const
export type SizeApp = (typeof sizeApps)[number]

/** Every figure, in the order of the table. */
export const sizeMetrics = {
  prepare: { title: 'choice of the size → stored', unit: 'ms' },
  readyFirst: { title: 'list ready, first time', unit: 'ms' },
  readyAgain: { title: 'list ready, again', unit: 'ms' },
  requestsReady: { title: '  requests', unit: '' },
  filter: { title: 'filter keystroke → painted', unit: 'ms' },
  sort: { title: 'sort → painted', unit: 'ms' },
  dropped: { title: 'dropped frames while scrolling', unit: '' },
  waiting: { title: '  frames at the end of the rows', unit: '' },
  cpuScrolling: { title: '  CPU of the page a frame', unit: 'ms' },
  requestsScrolling: { title: '  requests', unit: '' },
  elements: { title: 'DOM elements', unit: '' },
  heap: { title: 'heap', unit: 'MB' },
} as const
export type SizeMetric = keyof typeof sizeMetrics

/** Figures of one run of one console at one size. Not every console has all. */
export type SizeFigures = Readonly<Partial<Record<SizeMetric, number>>>

/** All values, by size and console: one entry for each run. */
export type SizeResults = ReadonlyMap<SeedSize, Readonly<Record<SizeApp, readonly SizeFigures[]>>>

/** The values of one figure; empty if there are none. */
export const listSizeValues = (results: SizeResults, size: SeedSize, app: SizeApp, metric: SizeMetric): readonly number[] =>
  (results.get(size)?.[app] ?? []).flatMap((figures) => figures[metric] ?? [])
