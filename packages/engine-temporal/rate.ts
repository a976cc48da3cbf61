/** Creates a rate limit: the returned function takes up to `wanted` actions and says how many are allowed now. A second's worth is saved up at most. */
export function createRate(perSecond: number, clock: () => number): (wanted: number) => number {
  let saved = perSecond
  let savedAt = clock()
  return (wanted) => {
    const at = clock()
    saved = Math.min(perSecond, saved + ((at - savedAt) * perSecond) / 1_000)
    savedAt = at
    const taken = Math.min(wanted, Math.floor(saved))
    saved -= taken
    return taken
  }
}
