import type { PopulationSeries, PopulationPoint } from '#api/contract/population.ts'

/** A moment of the curve: counted numbers, forecast, and history entries. */
export interface PeopleMoment {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly counted: PopulationPoint | null
  readonly expected: PopulationPoint | null
  readonly marks: PopulationSeries['marks']
}

/** All moments that have numbers, in order; an event between two of them is attached to the later one. */
export function toMoments({ points, forecast, marks }: Pick<PopulationSeries, 'points' | 'forecast' | 'marks'>): readonly PeopleMoment[] {
  const counted = new Map(points.map((point) => [Date.parse(point.at), point]))
  const expected = new Map(forecast?.points.map((point) => [Date.parse(point.at), point]))
  const times = [...new Set([...counted.keys(), ...expected.keys()])].toSorted((one, other) => one - other)
  return times.map((at, index) => ({
    at,
    counted: counted.get(at) ?? null,
    expected: expected.get(at) ?? null,
    marks: marks.filter((mark) => {
      const when = Date.parse(mark.at)
      return (when <= at || index === times.length - 1) && when > (times[index - 1] ?? -Infinity)
    }),
  }))
}

/** The last counted moment: now, or the end of the version. */
export const findLastCounted = (moments: readonly PeopleMoment[]): number => moments.findLastIndex(({ counted }) => counted !== null)

/** The moment nearest to a time. */
export function findNearest(moments: readonly PeopleMoment[], time: number): number {
  const distances = moments.map(({ at }) => Math.abs(at - time))
  return distances.indexOf(Math.min(...distances))
}
