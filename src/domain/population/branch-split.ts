/**
 * Which way people go at a fork. Out of every hundred who come to it, each has a fixed place, and each place belongs to one branch: so a
 * share of 30 takes exactly 30 of every hundred, well mixed, and how many take it is known from how many came.
 */

const places = 100

/** Strides through the places so that neighbours go different ways; any start of the pattern is within 2.4 people of the exact share. */
const stride = 61

/** `firstBelow[came * 101 + percent]`: of the first `came` of a hundred, how many have a place below `percent`. */
const firstBelow = new Uint8Array((places + 1) * (places + 1))
for (let came = 0; came < places; came++) {
  for (let percent = 0; percent <= places; percent++) {
    const takes = (came * stride) % places < percent ? 1 : 0
    firstBelow[(came + 1) * (places + 1) + percent] = (firstBelow[came * (places + 1) + percent] ?? 0) + takes
  }
}

/**
 * Of the first `people` who come to a fork, how many take the branch whose share covers the percents from `from` (included) to `to`
 * (excluded), when the shares are laid end to end from 0 to 100. Never falls when `people` grows; over all branches it adds up to `people`.
 */
export function taking(people: number, from: number, to: number): number {
  const hundreds = Math.floor(people / places)
  const row = (people - hundreds * places) * (places + 1)
  return hundreds * (to - from) + (firstBelow[row + to] ?? 0) - (firstBelow[row + from] ?? 0)
}
