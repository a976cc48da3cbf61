import { entrances, entrancesEnd } from '#domain/population/entrances.ts'
import { firstMoment } from '#domain/population/bisect-first-moment.ts'
import type { Status } from './lifecycle.ts'
import { population } from '#domain/population/population.ts'
import { stall } from '#domain/population/stall.ts'
import type { Instant, Life } from './version.ts'

/** Why a version should be ended, or looked after: its audience has run, nobody enters it any more, its drain stalls. */
export const advices = ['audienceRan', 'nobodyEnters', 'stalls'] as const
export type AdviceReason = (typeof advices)[number]

/** A hint to look after a version. */
export interface Advice {
  readonly because: AdviceReason
  /** Since when it is so: the end of the entrances, the last entrance (or the publication, if there was none), the closing. */
  readonly since: Instant
  /** How many people it is about: those inside; of a drain that stalls, those held up. */
  readonly people: number
}

/** How long nobody has to have entered a version for it to be worth a hint: 30 days, in milliseconds. */
export const quietFor = 30 * 86_400_000

type Rule = (version: Life, at: Instant) => Advice | null

const none: Rule = () => null

const live: Rule = (version, at) => {
  const { publishedAt, flow } = version
  if (publishedAt === null) return null
  const people = () => population(version, at).inside
  const end = entrancesEnd(version)
  if (flow.entry.type === 'readAudience' && end <= at) return { because: 'audienceRan', since: end, people: people() }
  const enteredBy = entrances(version)
  const entered = enteredBy(at)
  if (publishedAt > at - quietFor || enteredBy(at - quietFor) < entered) return null
  return {
    because: 'nobodyEnters',
    since: entered === 0 ? publishedAt : firstMoment(entered, enteredBy, publishedAt, at),
    people: people(),
  }
}

const closed: Rule = (version, at) => {
  const stalled = stall(version, at)
  return stalled && { because: 'stalls', since: version.closedAt ?? at, people: stalled.people }
}

const rules: Readonly<Record<Status, Rule>> = { draft: none, test: none, live, paused: none, closed, stopped: none, finished: none }

/** Whether and why a version should be ended, or looked after, at `at`. */
export const advice: Rule = (version, at) => rules[version.status](version, at)
