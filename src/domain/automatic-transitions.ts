import type { Status } from './lifecycle.ts'
import { emptyAt, population } from '#domain/population/population.ts'
import { carryOut } from './transitions.ts'
import type { Instant, Life } from './version.ts'

/** What makes a version change by itself. */
export const causes = ['pauseOver', 'endDate', 'newerVersion', 'drained', 'globalTimeout'] as const
export type Cause = (typeof causes)[number]

/** A change that happens, or happened, without anybody acting. */
export interface Change<V extends Life> {
  readonly at: Instant
  readonly cause: Cause
  /** The version once the change has happened. */
  readonly version: V
}

type Rule = <V extends Life>(version: V) => Change<V> | null

const never: Rule = () => null

const rules: Readonly<Record<Status, Rule>> = {
  draft: never,
  test: never,
  live: (version) => {
    if (version.endsAt === null) return null
    const at = Math.max(version.endsAt, version.publishedAt ?? 0, version.pauses.at(-1)?.to ?? 0)
    return { at, cause: 'endDate', version: carryOut(version, 'close', at) }
  },
  paused: (version) => {
    const at = version.pauses.at(-1)?.to
    return at === undefined ? null : { at, cause: 'pauseOver', version: carryOut(version, 'resume', at) }
  },
  closed: (version) => {
    const at = emptyAt(version)
    const lastTimedOut = population(version, at).timedOut > population(version, at - 1).timedOut
    return { at, cause: lastTimedOut ? 'globalTimeout' : 'drained', version: { ...version, status: 'finished', finishedAt: at } }
  },
  stopped: never,
  finished: never,
}

/** The next change that happens by itself if nobody acts, or `null` if none ever will. */
export const nextChange: Rule = (version) => rules[version.status](version)

/** All the changes that have happened by themselves by `at`, in order. The last one holds the version as it is. */
export function changesBy<V extends Life>(version: V, at: Instant): readonly Change<V>[] {
  const changes: Change<V>[] = []
  for (let next = nextChange(version); next !== null && next.at <= at; next = nextChange(next.version)) changes.push(next)
  return changes
}

const closesForNewer: Readonly<Record<Status, boolean>> = {
  draft: false,
  test: false,
  live: true,
  paused: true,
  closed: false,
  stopped: false,
  finished: false,
}

/** What publishing a newer version at `at` does to this one: a live one closes, a paused one resumes and closes, any other is left (`null`). */
export function supersede<V extends Life>(version: V, at: Instant): Change<V> | null {
  return closesForNewer[version.status] ? { at, cause: 'newerVersion', version: carryOut(version, 'close', at) } : null
}
