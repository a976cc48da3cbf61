/** The largest number of results that are kept. When it is reached all are forgotten. */
const maxKept = 5_000

/** Keeps the results of a pure function of a text: versions share names, tags and people, and their keys take most of the time of a write. */
export function keepResults<Result>(compute: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const result = compute(text)
    if (kept.size >= maxKept) kept.clear()
    kept.set(text, result)
    return result
  }
}
