import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'

/** Speeds of the demo clock, relative to real time. */
export const speeds = [1, 60, 3600] as const

/** State of the virtual clock: it showed `base` at the real time `since` and has run at `speed` since then. */
export const clockSchema = v.object({ base: v.number(), since: v.number(), speed: v.picklist(speeds) })
export type Clock = v.InferOutput<typeof clockSchema>

/** The demo's time at the real time `real`. It stands still if the real time goes back. */
export const computeDemoTime = ({ base, since, speed }: Clock, realTime: number): Instant => base + Math.max(0, realTime - since) * speed

/** A clock change: a new speed, a forward jump in milliseconds, and a time that the clock must not go behind. */
interface ClockChange {
  readonly speed?: Clock['speed'] | undefined
  readonly forwardMs?: number
  readonly reached?: Instant
}

/** Applies a change to a clock, starting from the time that it shows now. */
export const changeClock = (
  clock: Clock,
  realTime: number,
  { speed = clock.speed, forwardMs = 0, reached = -Infinity }: ClockChange,
): Clock => ({
  base: Math.max(computeDemoTime(clock, realTime), reached) + forwardMs,
  since: realTime,
  speed,
})
