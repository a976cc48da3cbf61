import { scaleLinear, scaleTime } from 'd3-scale'

const dayMs = 86_400_000

/** How a moment on the axis is written: the hour, the day or the month, whatever the step between moments makes of it. */
export type TickFormat = 'hour' | 'day' | 'month'

/** A moment that the axis names. */
export interface Tick {
  readonly at: number
  readonly format: TickFormat
}

/** Places on the axis of time, in units, and the moments it names, at least about `minGap` units apart. */
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
    // Months are not equally long: where one begins, its first days would stand too near.
    const before = spacedTicks.at(-1)
    if (before === undefined || scale(tick) - scale(before.at) >= minGap * 0.7)
      spacedTicks.push({ at: tick.getTime(), format: toFormat(tick) })
  }
  return { toX: (at: number) => scale(at), ticks: spacedTicks }
}

/** Heights of numbers from 0 to at least `max`, in units from the top, and the round numbers in between. */
export function createNumberScale(max: number, height: number) {
  const scale = scaleLinear([0, Math.max(1, max)], [height, 0]).nice(3)
  return { toY: (value: number) => scale(value), ticks: scale.ticks(3).filter(Number.isInteger) }
}
