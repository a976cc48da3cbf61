import { area, line } from 'd3-shape'
import { useFormatter } from 'use-intl'
import { numberScale } from './chart-scale.ts'
import styles from './chart.module.css'
import { spread } from './label-layout.ts'
import type { PanelSeries, Series } from './series.ts'

interface ChartPanelProps {
  readonly panel: PanelSeries
  /** Where it begins, how wide it is, and how much room there is beside it for the names of its lines, in units. */
  readonly top: number
  readonly width: number
  readonly beside: number
  readonly place: (at: number) => number
  /** The moment that is being read. */
  readonly read: number
}

/** Lines on one scale that begins at nothing, each named at its end where there is room. */
export function ChartPanel({ panel, top, width, beside, place, read }: ChartPanelProps) {
  const format = useFormatter()
  const { height, series } = panel
  const scale = numberScale(Math.max(...series.flatMap(({ points }) => points.map(({ value }) => value))), height)
  const x = ({ at }: Series['points'][number]) => place(at)
  const y = ({ value }: Series['points'][number]) => scale.place(value)
  const lineOf = line<Series['points'][number]>(x, y)
  const areaOf = area<Series['points'][number]>(x, height, y)
  const names = series.filter(({ label }) => beside > 0 && label !== null)
  const heights = spread(
    names.map(({ points }) => scale.place(points.at(-1)?.value ?? 0)),
    15,
    height,
  )
  return (
    <g transform={`translate(0 ${top})`}>
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${scale.place(tick)})`}>
          <line x2={width} className={tick === 0 ? styles.base : styles.grid} />
          <text x={-8} dy="0.32em" textAnchor="end" className={styles.tick}>
            {format.number(tick, { notation: tick < 10_000 ? 'standard' : 'compact' })}
          </text>
        </g>
      ))}
      {series.map(({ name, look, points }) => (
        <g key={name}>
          {look === 'main' && <path d={areaOf(points) ?? ''} className={styles.area} />}
          <path d={lineOf(points) ?? ''} className={`${styles.line} ${styles[look] ?? ''}`} />
        </g>
      ))}
      {names.map(({ name, label, points }, index) => (
        <text key={name} x={Math.min(place(points.at(-1)?.at ?? 0), width) + 8} y={heights[index]} dy="0.32em" className={styles.name}>
          {label}
        </text>
      ))}
      {series.flatMap(({ name, points }) =>
        points
          .filter(({ at }) => at === read)
          .map((point) => <circle key={name} cx={x(point)} cy={y(point)} r={3.5} className={styles.dot} />),
      )}
      <text x={0} y={-10} className={styles.title}>
        {panel.title}
      </text>
    </g>
  )
}
