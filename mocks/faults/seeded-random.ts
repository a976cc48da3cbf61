/** A seeded random generator. */
export interface Random {
  /** True in `likelihood` percent of the draws. */
  readonly bool: (likelihood: number) => boolean
  /** An integer from 0 to `max`, inclusive. */
  readonly int: (max: number) => number
  /** A random element. Throws `RangeError` for an empty list. */
  readonly pick: <const T>(from: readonly T[]) => T
}

/** Hash of a string (FNV-1a), 32 bits. */
const hashText = (text: string): number =>
  Array.from(text).reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261) >>> 0

/** A seeded random generator (mulberry32): the same draws for the same seed parts. */
export function createRandom(...seedParts: readonly (string | number)[]): Random {
  let state = hashText(seedParts.join(' '))
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    const once = Math.imul(state ^ (state >>> 15), state | 1)
    const twice = once ^ (once + Math.imul(once ^ (once >>> 7), once | 61))
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (max: number): number => Math.floor(next() * (max + 1))
  const pick = <const T>(from: readonly T[]): T => {
    const index = int(from.length - 1)
    if (index < 0) throw new RangeError('nothing to pick from')
    return from[index] as T
  }
  return { bool: (percent) => next() * 100 < percent, int, pick }
}
