/** Letters alone: without accents and case, so that "Ete" finds "Été". The same on every host, whatever its language. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toUpperCase()

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff

/** Negative, 0 or positive, by code points: the order of a database that compares bytes of UTF-8, unlike that of `<`. */
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
