/** Line styles, distinguishable without colour. `main` has a filled area. */
export type LineStyle = 'main' | 'expected' | 'solid' | 'dashed' | 'dotted' | 'mixed'

/** A line of a chart. */
export interface Series {
  /** Unique within its panel. */
  readonly name: string
  /** Label at its end; `null` if it needs none. */
  readonly label: string | null
  readonly lineStyle: LineStyle
  /** Ordered by time, in milliseconds. */
  readonly points: readonly { readonly at: number; readonly value: number }[]
}

/** Lines that share a scale. */
export interface PanelSeries {
  readonly title: string
  readonly height: number
  readonly series: readonly Series[]
}

/** A marked moment on the time axis. */
export interface ChartMark {
  readonly at: number
  readonly label: string
  readonly variant: 'happened' | 'expected' | 'now'
}
