import { scaleLinear, scaleUtc } from 'd3-scale'
import type { ReaderClock } from '#i18n/reader-clock.ts'

const dayMs = 86_400_000

/** Format of a tick on the axis: hour, day or month, depending on the step. */
export type TickFormat = 'hour' | 'day' | 'month'

/** A labelled tick of the axis. */
export interface Tick {
  readonly at: number
  readonly format: TickFormat
}

/** Time scale, in units, with its ticks at least about `minGap` units apart, at full hours and days of the reader. */
export function createTimeScale(from: number, to: number, width: number, minGap: number, { toLocalTime, findMoment }: ReaderClock) {
  const scale = scaleLinear([from, to], [0, width])
  const ticks = scaleUtc([toLocalTime(from), toLocalTime(to)], [0, width]).ticks(Math.max(2, Math.floor(width / minGap)))
  const step = (ticks[1]?.getTime() ?? to) - (ticks[0]?.getTime() ?? from)
  const toFormat = (tick: Date): TickFormat => {
    if (step >= 27 * dayMs) return 'month'
    return step >= dayMs || tick.getTime() % dayMs === 0 ? 'day' : 'hour'
  }
  const spacedTicks: Tick[] = []
  for (const tick of ticks) {
    const at = findMoment(tick.getTime())
    // Around a clock change a local time may be that of a moment beside the scale.
    if (at < from || at > to) continue
    // Months differ in length: the ticks of the first days of a month would be too close.
    const before = spacedTicks.at(-1)
    if (before === undefined || scale(at) - scale(before.at) >= minGap * 0.7) spacedTicks.push({ at, format: toFormat(tick) })
  }
  return { toX: (at: number) => scale(at), ticks: spacedTicks }
}

/** Vertical scale from 0 to at least `max`, in units from the top, with round ticks. */
export function createNumberScale(max: number, height: number) {
  const scale = scaleLinear([0, Math.max(1, max)], [height, 0]).nice(3)
  return { toY: (value: number) => scale(value), ticks: scale.ticks(3).filter(Number.isInteger) }
}
