/**
 * Which way people go at a fork. Out of every hundred who come to it, each has a fixed place, and each place belongs to one branch: so a
 * share of 30 takes exactly 30 of every hundred, well mixed, and how many take it is known from how many came.
 */

const placesPerPattern = 100

/** Strides through the places so that neighbours go different ways; any start of the pattern is within 2.4 people of the exact share. */
const permutationStep = 61

/** `prefixCounts[came * 101 + percent]`: of the first `came` of a hundred, how many have a place below `percent`. */
const prefixCounts = new Uint8Array((placesPerPattern + 1) * (placesPerPattern + 1))
for (let came = 0; came < placesPerPattern; came++) {
  for (let percent = 0; percent <= placesPerPattern; percent++) {
    const takes = (came * permutationStep) % placesPerPattern < percent ? 1 : 0
    prefixCounts[(came + 1) * (placesPerPattern + 1) + percent] = (prefixCounts[came * (placesPerPattern + 1) + percent] ?? 0) + takes
  }
}

/**
 * Of the first `people` who come to a fork, how many take the branch whose share covers the percents from `from` (included) to `to`
 * (excluded), when the shares are laid end to end from 0 to 100. Never falls when `people` grows; over all branches it adds up to `people`.
 */
export function countTakingBranch(people: number, from: number, to: number): number {
  const hundreds = Math.floor(people / placesPerPattern)
  const row = (people - hundreds * placesPerPattern) * (placesPerPattern + 1)
  return hundreds * (to - from) + (prefixCounts[row + to] ?? 0) - (prefixCounts[row + from] ?? 0)
}
