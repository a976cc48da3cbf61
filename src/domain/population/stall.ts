import { bisectFirstMoment } from './bisect-first-moment.ts'
import type { Activity } from '#domain/flow.ts'
import { findEmptyAt, createPopulationAt } from './population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** A stalled drain: people wait for a step that does not happen before the global timeout. */
export interface Stall {
  /** Number of people whom the global timeout will stop. */
  readonly people: number
  /** The activities where they will be stopped, most people first; without activities that have no such people. */
  readonly activities: readonly { readonly activity: Activity; readonly people: number }[]
  /** When the last of them is stopped. */
  readonly until: Instant
}

/** Finds the people inside at `at` whom the global timeout will stop, in a version that is closed. `null` if all of them reach the end. */
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
