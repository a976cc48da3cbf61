import { scaleLinear, scaleTime } from 'd3-scale'

const dayMs = 86_400_000

/** Format of a tick on the axis: hour, day or month, depending on the step. */
export type TickFormat = 'hour' | 'day' | 'month'

/** A labelled tick of the axis. */
export interface Tick {
  readonly at: number
  readonly format: TickFormat
}

/** Time scale, in units, with its ticks at least about `minGap` units apart. */
export function createTimeScale(from: number, to: number, width: number, minGap: number) {
  const scale = scaleTime([from, to], [0, width])
  const ticks = scale.ticks(Math.max(2, Math.floor(width / minGap)))
  const step = (ticks[1]?.getTime() ?? to) - (ticks[0]?.getTime() ?? from)
  const toFormat = (tick: Date): TickFormat => {
    if (step >= 27 * dayMs) return 'month'
    return step >= dayMs || (tick.getHours() === 0 && tick.getMinutes() === 0) ? 'day' : 'hour'
  }
  const spacedTicks: Tick[] = []
  for (const tick of ticks) {
    // Months differ in length: the ticks of the first days of a month would be too close.
    const before = spacedTicks.at(-1)
    if (before === undefined || scale(tick) - scale(before.at) >= minGap * 0.7)
      spacedTicks.push({ at: tick.getTime(), format: toFormat(tick) })
  }
  return { toX: (at: number) => scale(at), ticks: spacedTicks }
}

/** Vertical scale from 0 to at least `max`, in units from the top, with round ticks. */
export function createNumberScale(max: number, height: number) {
  const scale = scaleLinear([0, Math.max(1, max)], [height, 0]).nice(3)
  return { toY: (value: number) => scale(value), ticks: scale.ticks(3).filter(Number.isInteger) }
}
