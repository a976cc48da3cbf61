import { createEntranceCounter, findEntrancesEnd } from '#domain/population/entrances.ts'
import { bisectFirstMoment } from '#domain/population/bisect-first-moment.ts'
import type { Status } from './lifecycle.ts'
import { countPopulation } from '#domain/population/population.ts'
import { findStall } from '#domain/population/stall.ts'
import type { Instant, VersionFacts } from './version.ts'

/** Why a version should be ended, or looked after: its audience has run, nobody enters it any more, its drain stalls. */
export const adviceReasons = ['audienceRan', 'nobodyEnters', 'stalls'] as const
export type AdviceReason = (typeof adviceReasons)[number]

/** A hint to look after a version. */
export interface Advice {
  readonly reasonCode: AdviceReason
  /** Since when it is so: the end of the entrances, the last entrance (or the publication, if there was none), the closing. */
  readonly since: Instant
  /** How many people it is about: those inside; of a drain that stalls, those held up. */
  readonly people: number
}

/** How long nobody has to have entered a version for it to be worth a hint: 30 days, in milliseconds. */
export const inactivityThresholdMs = 30 * 86_400_000

type AdviceRule = (version: VersionFacts, at: Instant) => Advice | null

const none: AdviceRule = () => null

const adviseOnLive: AdviceRule = (version, at) => {
  const { publishedAt, flow } = version
  if (publishedAt === null) return null
  const people = () => countPopulation(version, at).inside
  const end = findEntrancesEnd(version)
  if (flow.entry.type === 'readAudience' && end <= at) return { reasonCode: 'audienceRan', since: end, people: people() }
  const enteredBy = createEntranceCounter(version)
  const entered = enteredBy(at)
  if (publishedAt > at - inactivityThresholdMs || enteredBy(at - inactivityThresholdMs) < entered) return null
  return {
    reasonCode: 'nobodyEnters',
    since: entered === 0 ? publishedAt : bisectFirstMoment(entered, enteredBy, publishedAt, at),
    people: people(),
  }
}

const adviseOnClosed: AdviceRule = (version, at) => {
  const stalled = findStall(version, at)
  return stalled && { reasonCode: 'stalls', since: version.closedAt ?? at, people: stalled.people }
}

const rules: Readonly<Record<Status, AdviceRule>> = {
  draft: none,
  test: none,
  live: adviseOnLive,
  paused: none,
  closed: adviseOnClosed,
  stopped: none,
  finished: none,
}

/** Whether and why a version should be ended, or looked after, at `at`. */
export const adviseOn: AdviceRule = (version, at) => rules[version.status](version, at)
