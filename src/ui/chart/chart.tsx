import type { PointerEvent } from 'react'
import { useFormatter, type DateTimeFormatOptions } from 'use-intl'
import { useReaderClock } from '#i18n/reader-clock.ts'
import { ChartMarks, labelRowHeight } from './chart-marks.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { createTimeScale, type TickFormat } from './chart-scale.ts'
import styles from './chart.module.css'
import type { ChartMark, PanelSeries } from './series.ts'
import { useWidthInRem } from './use-width-in-rem.ts'

interface ChartProps {
  /** Accessible name of the control that moves along the moments. */
  readonly sliderLabel: string
  /** Stacked panels on one time axis. */
  readonly panels: readonly PanelSeries[]
  readonly marks: readonly ChartMark[]
  /** The moments that have numbers, in order; at least one. */
  readonly moments: readonly number[]
  /** The selected moment, its description in a sentence, and whether a pointer is on it. */
  readonly selectedIndex: number
  readonly isPointed: boolean
  readonly valueText: string
  /** `null`: the pointer or the focus has left. */
  readonly onSelect: (index: number | null) => void
}

const paddingLeft = 44
const labelRows = 3
const paddingTop = labelRows * labelRowHeight + 34
const panelGap = 40
const paddingBottom = 28

/** Minimum width, in units, at which lines are labelled at their ends. */
const minLabelledWidth = 560

const tickFormats: Readonly<Record<TickFormat, DateTimeFormatOptions>> = {
  hour: { hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
}

/** Numbers over time, with selection by mouse, touch and keyboard. The selected numbers are shown elsewhere. */
export function Chart({ sliderLabel, panels, marks, moments, selectedIndex, isPointed, valueText, onSelect }: ChartProps) {
  const format = useFormatter()
  const [totalWidth, measureRef] = useWidthInRem()
  const labelGutter = totalWidth < minLabelledWidth ? 0 : 116
  const width = Math.max(80, totalWidth - paddingLeft - (labelGutter || 10))
  const [from = 0, to = 0] = [moments[0], moments.at(-1)]
  const { toX, ticks } = createTimeScale(from, Math.max(to, from + 60_000), width, 84, useReaderClock())
  const tops = panels.map((_, index) => paddingTop + panels.slice(0, index).reduce((sum, { height }) => sum + height + panelGap, 0))
  const selectedAt = moments[selectedIndex] ?? to
  const bottom = (tops.at(-1) ?? 0) + (panels.at(-1)?.height ?? 0)
  const selectNearest = ({ clientX, currentTarget }: PointerEvent) => {
    const box = currentTarget.getBoundingClientRect()
    const x = ((clientX - box.left) / box.width) * totalWidth - paddingLeft
    const distances = moments.map((at) => Math.abs(toX(at) - x))
    onSelect(distances.indexOf(Math.min(...distances)))
  }
  return (
    <div className={styles.chart} dir="ltr" ref={measureRef}>
      <input
        type="range"
        className={styles.slider}
        aria-label={sliderLabel}
        aria-valuetext={valueText}
        min={0}
        max={moments.length - 1}
        value={selectedIndex}
        onChange={({ target }) => onSelect(Number(target.value))}
        onFocus={() => onSelect(selectedIndex)}
        onBlur={() => onSelect(null)}
      />
      <svg
        aria-hidden
        className={styles.drawing}
        viewBox={`0 0 ${totalWidth} ${bottom + paddingBottom}`}
        style={{ height: `${(bottom + paddingBottom) / 16}rem` }}
        onPointerDown={selectNearest}
        onPointerMove={selectNearest}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && onSelect(null)}
      >
        <g transform={`translate(${paddingLeft} 0)`}>
          <ChartMarks marks={marks} toX={toX} width={width} height={bottom} labelRows={labelRows} />
          {isPointed && <line x1={toX(selectedAt)} x2={toX(selectedAt)} y1={paddingTop - 24} y2={bottom} className={styles.crosshair} />}
          {panels.map((panel, index) => (
            <ChartPanel
              key={panel.title}
              panel={panel}
              top={tops[index] ?? 0}
              width={width}
              labelGutter={labelGutter}
              toX={toX}
              selectedAt={selectedAt}
            />
          ))}
          {ticks.map(({ at: tick, format: form }) => (
            <text
              key={tick}
              x={toX(tick)}
              y={bottom + 20}
              textAnchor={toX(tick) > width - 20 && labelGutter === 0 ? 'end' : 'middle'}
              className={styles.tick}
            >
              {format.dateTime(tick, tickFormats[form])}
            </text>
          ))}
        </g>
      </svg>
    </div>
  )
}
