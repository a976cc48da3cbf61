/** How a line is drawn, told apart without colour. `main` stands on a filled area. */
export type LineStyle = 'main' | 'expected' | 'solid' | 'dashed' | 'dotted' | 'mixed'

/** A line of a chart. */
export interface Series {
  /** Unique within its panel. */
  readonly name: string
  /** What stands at its end; `null` where that is plain. */
  readonly label: string | null
  readonly lineStyle: LineStyle
  /** In order of time, in milliseconds. */
  readonly points: readonly { readonly at: number; readonly value: number }[]
}

/** Lines that share a scale. */
export interface PanelSeries {
  readonly title: string
  readonly height: number
  readonly series: readonly Series[]
}

/** A moment that is marked on the axis of time. */
export interface ChartMark {
  readonly at: number
  readonly label: string
  readonly variant: 'happened' | 'expected' | 'now'
}
