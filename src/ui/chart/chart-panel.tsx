import { area, line } from 'd3-shape'
import { useFormatter } from 'use-intl'
import { createNumberScale } from './chart-scale.ts'
import styles from './chart.module.css'
import { resolveOverlaps } from './label-layout.ts'
import type { PanelSeries, Series } from './series.ts'

interface ChartPanelProps {
  readonly panel: PanelSeries
  /** Left edge, width, and room for line labels at the side, in units. */
  readonly top: number
  readonly width: number
  readonly labelGutter: number
  readonly toX: (at: number) => number
  /** The selected moment. */
  readonly selectedAt: number
}

/** Lines on one scale that begins at 0, each labelled at its end if there is room. */
export function ChartPanel({ panel, top, width, labelGutter, toX, selectedAt }: ChartPanelProps) {
  const format = useFormatter()
  const { height, series } = panel
  const scale = createNumberScale(Math.max(...series.flatMap(({ points }) => points.map(({ value }) => value))), height)
  const x = ({ at }: Series['points'][number]) => toX(at)
  const y = ({ value }: Series['points'][number]) => scale.toY(value)
  const drawLine = line<Series['points'][number]>(x, y)
  const drawArea = area<Series['points'][number]>(x, height, y)
  const namedSeries = series.filter(({ label }) => labelGutter > 0 && label !== null)
  const labelHeights = resolveOverlaps(
    namedSeries.map(({ points }) => scale.toY(points.at(-1)?.value ?? 0)),
    15,
    height,
  )
  return (
    <g transform={`translate(0 ${top})`}>
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${scale.toY(tick)})`}>
          <line x2={width} className={tick === 0 ? styles.base : styles.grid} />
          <text x={-8} dy="0.32em" textAnchor="end" className={styles.tick}>
            {format.number(tick, { notation: tick < 10_000 ? 'standard' : 'compact' })}
          </text>
        </g>
      ))}
      {series.map(({ name, lineStyle, points }) => (
        <g key={name}>
          {lineStyle === 'main' && <path d={drawArea(points) ?? ''} className={styles.area} />}
          <path d={drawLine(points) ?? ''} className={`${styles.line} ${styles[lineStyle] ?? ''}`} />
        </g>
      ))}
      {namedSeries.map(({ name, label, points }, index) => (
        <text key={name} x={Math.min(toX(points.at(-1)?.at ?? 0), width) + 8} y={labelHeights[index]} dy="0.32em" className={styles.name}>
          {label}
        </text>
      ))}
      {series.flatMap(({ name, points }) =>
        points
          .filter(({ at }) => at === selectedAt)
          .map((point) => <circle key={name} cx={x(point)} cy={y(point)} r={3.5} className={styles.dot} />),
      )}
      <text x={0} y={-10} className={styles.title}>
        {panel.title}
      </text>
    </g>
  )
}
