/** Draws that are the same whenever they are made for the same reasons. */
export interface Chance {
  /** Whether something happens that happens in so many cases out of a hundred. */
  readonly happens: (percent: number) => boolean
  /** A whole number from 0 to `most`. */
  readonly upTo: (most: number) => number
  readonly pick: <const T>(from: readonly [T, ...T[]]) => T
}

/** Bits of `text`, well mixed (FNV-1a). */
const mixed = (text: string): number =>
  Array.from(text).reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261) >>> 0

/** A chance of its own for these reasons (mulberry32). */
export function chance(...reasons: readonly (string | number)[]): Chance {
  let state = mixed(reasons.join(' '))
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    const once = Math.imul(state ^ (state >>> 15), state | 1)
    const twice = once ^ (once + Math.imul(once ^ (once >>> 7), once | 61))
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (most: number): number => Math.floor(next() * (most + 1))
  return { happens: (percent) => next() * 100 < percent, upTo, pick: (from) => from[upTo(from.length - 1)] ?? from[0] }
}
