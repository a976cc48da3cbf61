import { chance as draws } from '#mocks/faults/seeded-random.ts'

/** Chance that can be had again by its seed. */
export interface Chance {
  /** A whole number from 0 on, smaller than `count`. */
  readonly below: (count: number) => number
  readonly pick: <One>(of: readonly One[]) => One
}

/** The same seed gives the same chance. */
export function chance(seed: number): Chance {
  const { upTo } = draws(seed)
  const below = (count: number) => upTo(count - 1)
  return { below, pick: (of) => of[below(of.length)]! }
}
