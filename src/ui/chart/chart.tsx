import type { PointerEvent } from 'react'
import { useFormatter, type DateTimeFormatOptions } from 'use-intl'
import { ChartMarks, laneHeight } from './chart-marks.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { timeScale, type TickForm } from './chart-scale.ts'
import styles from './chart.module.css'
import type { ChartMark, PanelSeries } from './series.ts'
import { useUnits } from './use-width-in-rem.ts'

interface ChartProps {
  /** What walks along the moments is called. */
  readonly name: string
  /** Above one another, on one axis of time. */
  readonly panels: readonly PanelSeries[]
  readonly marks: readonly ChartMark[]
  /** The moments that have numbers, in order; at least one. */
  readonly moments: readonly number[]
  /** Which of them is being read, what is to be read there, in a sentence, and whether somebody points at it. */
  readonly read: number
  readonly isPointed: boolean
  readonly reading: string
  /** `null`: the pointer, or the focus, has left. */
  readonly onPoint: (index: number | null) => void
}

const left = 44
const lanes = 3
const head = lanes * laneHeight + 34
const between = 40
const foot = 28

/** From so many units on, lines are named at their ends. */
const wide = 560

const forms: Readonly<Record<TickForm, DateTimeFormatOptions>> = {
  hour: { hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
}

/** Numbers over time. It can be pointed at by mouse and finger, and walked along by keyboard; what is read there stands elsewhere. */
export function Chart({ name, panels, marks, moments, read, isPointed, reading, onPoint }: ChartProps) {
  const format = useFormatter()
  const [units, measure] = useUnits()
  const beside = units < wide ? 0 : 116
  const width = Math.max(80, units - left - (beside || 10))
  const [from = 0, to = 0] = [moments[0], moments.at(-1)]
  const { place, ticks } = timeScale(from, Math.max(to, from + 60_000), width, 84)
  const tops = panels.map((_, index) => head + panels.slice(0, index).reduce((sum, { height }) => sum + height + between, 0))
  const at = moments[read] ?? to
  const bottom = (tops.at(-1) ?? 0) + (panels.at(-1)?.height ?? 0)
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const box = currentTarget.getBoundingClientRect()
    const x = ((clientX - box.left) / box.width) * units - left
    const distances = moments.map((at) => Math.abs(place(at) - x))
    onPoint(distances.indexOf(Math.min(...distances)))
  }
  return (
    <div className={styles.chart} dir="ltr" ref={measure}>
      <input
        type="range"
        className={styles.walker}
        aria-label={name}
        aria-valuetext={reading}
        min={0}
        max={moments.length - 1}
        value={read}
        onChange={({ target }) => onPoint(Number(target.value))}
        onFocus={() => onPoint(read)}
        onBlur={() => onPoint(null)}
      />
      <svg
        aria-hidden
        className={styles.drawing}
        viewBox={`0 0 ${units} ${bottom + foot}`}
        style={{ height: `${(bottom + foot) / 16}rem` }}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && onPoint(null)}
      >
        <g transform={`translate(${left} 0)`}>
          <ChartMarks marks={marks} place={place} width={width} height={bottom} lanes={lanes} />
          {isPointed && <line x1={place(at)} x2={place(at)} y1={head - 24} y2={bottom} className={styles.hair} />}
          {panels.map((panel, index) => (
            <ChartPanel key={panel.title} panel={panel} top={tops[index] ?? 0} width={width} beside={beside} place={place} read={at} />
          ))}
          {ticks.map(({ at: tick, form }) => (
            <text
              key={tick}
              x={place(tick)}
              y={bottom + 20}
              textAnchor={place(tick) > width - 20 && beside === 0 ? 'end' : 'middle'}
              className={styles.tick}
            >
              {format.dateTime(tick, forms[form])}
            </text>
          ))}
        </g>
      </svg>
    </div>
  )
}
