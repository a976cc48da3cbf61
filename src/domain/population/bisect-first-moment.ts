import type { Instant } from '#domain/version.ts'

/** Bisection: the first moment after `from`, at the latest `to`, at which the monotonic `count` reaches `enough`. */
export function bisectFirstMoment(target: number, count: (by: Instant) => number, from: Instant, to: Instant): Instant {
  let [tooEarly, inTime] = [from, to]
  while (inTime - tooEarly > 1) {
    const middle = Math.floor((tooEarly + inTime) / 2)
    if (count(middle) < target) tooEarly = middle
    else inTime = middle
  }
  return inTime
}
