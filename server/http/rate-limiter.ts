import type { Instant } from '#domain/version.ts'

/** A token bucket. It is full at the start, and is refilled evenly. */
interface Bucket {
  readonly tokens: number
  readonly at: Instant
}

/** From this number of buckets, those that are full again are forgotten. */
const maxBuckets = 10_000

/** Limits how often each key may ask. */
export interface RateLimiter {
  /** Takes a request of `key`. Returns 0, or the seconds to wait until the next one is taken. */
  take(key: string): number
}

/** Creates a limiter of `perMinute` requests a minute for each key, which may also come at once. 0: no limit. */
export function createRateLimiter(perMinute: number, clock: () => Instant): RateLimiter {
  const buckets = new Map<string, Bucket>()
  const perMs = perMinute / 60_000
  const refill = ({ tokens, at }: Bucket, now: Instant): number => Math.min(perMinute, tokens + (now - at) * perMs)
  const forgetFull = (now: Instant) => {
    for (const [key, bucket] of buckets) if (refill(bucket, now) === perMinute) buckets.delete(key)
  }
  return {
    take: (key) => {
      if (perMinute === 0) return 0
      const now = clock()
      if (buckets.size >= maxBuckets) forgetFull(now)
      const tokens = refill(buckets.get(key) ?? { tokens: perMinute, at: now }, now)
      if (tokens < 1) return Math.ceil((1 - tokens) / perMs / 1000)
      buckets.set(key, { tokens: tokens - 1, at: now })
      return 0
    },
  }
}
