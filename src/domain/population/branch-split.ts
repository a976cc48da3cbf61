/**
 * Deterministic split of people at a fork. Of every hundred arrivals, each has a fixed place, and each place belongs to one branch. So a
 * share of 30 takes exactly 30 of every hundred, well mixed, and the count of a branch depends only on the number of arrivals.
 */

const placesPerPattern = 100

/** Stride through the places, so that consecutive people take different branches. Any prefix is within 2.4 people of the exact share. */
const permutationStep = 61

function createPrefixCounts(): Uint8Array {
  const counts = new Uint8Array((placesPerPattern + 1) * (placesPerPattern + 1))
  for (let came = 0; came < placesPerPattern; came++) {
    for (let percent = 0; percent <= placesPerPattern; percent++) {
      const takes = (came * permutationStep) % placesPerPattern < percent ? 1 : 0
      counts[(came + 1) * (placesPerPattern + 1) + percent] = (counts[came * (placesPerPattern + 1) + percent] ?? 0) + takes
    }
  }
  return counts
}

/**
 * `prefixCounts[came * 101 + percent]`: of the first `came` of a hundred, how many have a place below `percent`. Marked as pure, so that the
 * first load of Home does not contain it.
 */
const prefixCounts = /* @__PURE__ */ createPrefixCounts()

/**
 * Of the first `people` at a fork, how many take the branch that covers the percents from `from` (inclusive) to `to` (exclusive), with the
 * shares laid end to end from 0 to 100. Monotonic in `people`; the sum over all branches equals `people`.
 */
export function countTakingBranch(people: number, from: number, to: number): number {
  const hundreds = Math.floor(people / placesPerPattern)
  const row = (people - hundreds * placesPerPattern) * (placesPerPattern + 1)
  return hundreds * (to - from) + (prefixCounts[row + to] ?? 0) - (prefixCounts[row + from] ?? 0)
}
