import styles from './chart.module.css'
import { placeLabels } from './label-layout.ts'
import type { ChartMark } from './series.ts'

interface ChartMarksProps {
  readonly marks: readonly ChartMark[]
  readonly toX: (at: number) => number
  /** In units; labels are above, in `labelRows` rows. */
  readonly width: number
  readonly height: number
  readonly labelRows: number
}

/** Height of a row of labels, in units. */
export const labelRowHeight = 16

/** Vertical hairlines at marked moments, labelled above unless labels would overlap. */
export function ChartMarks({ marks, toX, width, height, labelRows }: ChartMarksProps) {
  const labels = placeLabels(
    marks.map(({ at, label }) => ({ x: toX(at), text: label })),
    labelRows,
    width,
  )
  return marks.map(({ at, label, variant }, index) => {
    const placedLabel = labels[index]
    const top = placedLabel ? placedLabel.row * labelRowHeight + 3 : labelRows * labelRowHeight - 6
    return (
      <g key={`${at} ${label}`} transform={`translate(${toX(at)} 0)`}>
        <line y1={top} y2={height} className={`${styles.mark} ${styles[variant] ?? ''}`} />
        {placedLabel && (
          <text x={placedLabel.side === 'start' ? 5 : -5} y={top + 9} textAnchor={placedLabel.side} className={styles.label}>
            {label}
          </text>
        )}
      </g>
    )
  })
}
