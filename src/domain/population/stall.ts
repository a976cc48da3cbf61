import { bisectFirstMoment } from './bisect-first-moment.ts'
import type { Activity } from '#domain/flow.ts'
import { findEmptyAt, createPopulationAt } from './population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** A drain that comes to a halt: people wait for something that will not come before the global timeout. */
export interface Stall {
  /** How many will be stopped by the global timeout. */
  readonly people: number
  /** Where that will happen, most people first; none without anybody. */
  readonly activities: readonly { readonly activity: Activity; readonly people: number }[]
  /** When the last of them is. */
  readonly until: Instant
}

/** Where the people inside at `at` will wait in vain, in a version that nobody can enter any more; `null` where all of them will come to the end. */
export function findStall(version: VersionFacts, at: Instant): Stall | null {
  if (version.closedAt === null || version.closedAt > at) return null
  const empty = findEmptyAt(version)
  const people = createPopulationAt(version)
  const [now, then] = [people(at), people(empty)]
  if (then.timedOut === now.timedOut) return null
  const timedOut = (id: string) => (then.activities[id]?.timedOut ?? 0) - (now.activities[id]?.timedOut ?? 0)
  return {
    people: then.timedOut - now.timedOut,
    activities: version.flow.activities
      .map((activity) => ({ activity, people: timedOut(activity.id) }))
      .filter(({ people }) => people > 0)
      .toSorted((one, other) => other.people - one.people),
    until: bisectFirstMoment(then.timedOut, (by) => people(by).timedOut, at, empty),
  }
}
