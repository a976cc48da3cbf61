import { scaleLinear, scaleTime } from 'd3-scale'

const day = 86_400_000

/** How a moment on the axis is written: the hour, the day or the month, whatever the step between moments makes of it. */
export type TickForm = 'hour' | 'day' | 'month'

/** A moment that the axis names. */
export interface Tick {
  readonly at: number
  readonly form: TickForm
}

/** Places on the axis of time, in units, and the moments it names, about `every` units apart. */
export function timeScale(from: number, to: number, width: number, every: number) {
  const scale = scaleTime([from, to], [0, width])
  const ticks = scale.ticks(Math.max(2, Math.floor(width / every)))
  const step = (ticks[1]?.getTime() ?? to) - (ticks[0]?.getTime() ?? from)
  const formOf = (tick: Date): TickForm => {
    if (step >= 27 * day) return 'month'
    return step >= day || (tick.getHours() === 0 && tick.getMinutes() === 0) ? 'day' : 'hour'
  }
  const named: Tick[] = []
  for (const tick of ticks) {
    // Months are not equally long: where one begins, its first days would stand too near.
    const before = named.at(-1)
    if (before === undefined || scale(tick) - scale(before.at) >= every * 0.7) named.push({ at: tick.getTime(), form: formOf(tick) })
  }
  return { place: (at: number) => scale(at), ticks: named }
}

/** Heights of numbers from 0 to at least `most`, in units from the top, and the round numbers in between. */
export function numberScale(most: number, height: number) {
  const scale = scaleLinear([0, Math.max(1, most)], [height, 0]).nice(3)
  return { place: (value: number) => scale(value), ticks: scale.ticks(3).filter(Number.isInteger) }
}
