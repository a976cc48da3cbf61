/** The value below which a share of the sorted values lies, interpolated; NaN of none. */
function computeQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)] ?? NaN
  const high = sorted[Math.ceil(place)] ?? NaN
  return low + (high - low) * (place - Math.floor(place))
}

/** The middle of the values; NaN of none. */
export const computeMedian = (values: readonly number[]): number => computeQuantile(values, 0.5)

/** The quartiles: the middle half of the values lies between them. NaN of none. */
export const computeQuartiles = (values: readonly number[]): readonly [low: number, high: number] => [
  computeQuantile(values, 0.25),
  computeQuantile(values, 0.75),
]

/** The distance between the quartiles. NaN of none. */
export function computeSpread(values: readonly number[]): number {
  const [low, high] = computeQuartiles(values)
  return high - low
}

/** How often `value` is `control`; NaN without a control, or if it is 0. */
export const computeRatio = (value: number, control: number): number => (control === 0 ? NaN : value / control)

/**
 * Noise of a measurement: the spread of the values as a share of their median. `tolerance` is the size of a step that the clock itself
 * makes, in the unit of the values: a spread up to it is no noise.
 */
export function computeNoise(values: readonly number[], tolerance: number): number {
  const excess = Math.max(0, computeSpread(values) - tolerance)
  return excess === 0 ? 0 : excess / computeMedian(values)
}

/** A task that kept the main thread of a page busy for more than 50 ms. Times in milliseconds. */
export interface LongTask {
  readonly start: number
  readonly duration: number
}

/** Time beyond 50 ms of each long task, in milliseconds: for so long the page did not react. */
export const sumBlocking = (tasks: readonly LongTask[]): number =>
  tasks.reduce((total, { duration }) => total + Math.max(0, duration - 50), 0)
