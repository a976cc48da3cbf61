import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'

/** How many times as fast as the real time the demo's can go. */
export const speeds = [1, 60, 3600] as const

/** What the demo's clock shows: `base` when the real time was `since`, and from then on `speed` times as fast. */
export const clockSchema = v.object({ base: v.number(), since: v.number(), speed: v.picklist(speeds) })
export type Clock = v.InferOutput<typeof clockSchema>

/** The demo's time when the real time is `real`. Where the real time goes back it stands still. */
export const computeDemoTime = ({ base, since, speed }: Clock, realTime: number): Instant => base + Math.max(0, realTime - since) * speed

/** What can be changed about a clock: its speed, and by how many milliseconds it is set forward. */
interface ClockChange {
  readonly speed?: Clock['speed'] | undefined
  readonly forwardMs?: number
}

/** The clock as it goes on from what it shows. */
export const changeClock = (clock: Clock, realTime: number, { speed = clock.speed, forwardMs = 0 }: ClockChange): Clock => ({
  base: computeDemoTime(clock, realTime) + forwardMs,
  since: realTime,
  speed,
})
