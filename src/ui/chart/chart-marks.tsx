import styles from './chart.module.css'
import { layLabels } from './label-layout.ts'
import type { ChartMark } from './series.ts'

interface ChartMarksProps {
  readonly marks: readonly ChartMark[]
  readonly place: (at: number) => number
  /** In units; labels stand above, `lanes` lines of them. */
  readonly width: number
  readonly height: number
  readonly lanes: number
}

/** The height of a line of labels, in units. */
export const laneHeight = 16

/** Hairlines at the moments that matter, named above as far as the names do not cover one another. */
export function ChartMarks({ marks, place, width, height, lanes }: ChartMarksProps) {
  const labels = layLabels(
    marks.map(({ at, label }) => ({ x: place(at), text: label })),
    lanes,
    width,
  )
  return marks.map(({ at, label, look }, index) => {
    const laid = labels[index]
    const from = laid ? laid.lane * laneHeight + 3 : lanes * laneHeight - 6
    return (
      <g key={`${at} ${label}`} transform={`translate(${place(at)} 0)`}>
        <line y1={from} y2={height} className={`${styles.mark} ${styles[look] ?? ''}`} />
        {laid && (
          <text x={laid.side === 'start' ? 5 : -5} y={from + 9} textAnchor={laid.side} className={styles.label}>
            {label}
          </text>
        )}
      </g>
    )
  })
}
