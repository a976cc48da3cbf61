const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff

/** Compares by code points, like a database that compares UTF-8 bytes; `<` compares UTF-16 code units. Negative, 0 or positive. */
export function compareText(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length)
  for (let index = 0; index < shorter; index++) {
    const [unit, otherUnit] = [one.charCodeAt(index), other.charCodeAt(index)]
    if (unit === otherUnit) continue
    const beyond = Number(isSurrogate(unit)) - Number(isSurrogate(otherUnit))
    return beyond === 0 ? unit - otherUnit : beyond
  }
  return one.length - other.length
}
