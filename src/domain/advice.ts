import { createEntranceCounter, findEntrancesEnd } from '#domain/population/entrances.ts'
import { bisectFirstMoment } from '#domain/population/bisect-first-moment.ts'
import type { Status } from './lifecycle.ts'
import { countPopulation } from '#domain/population/population.ts'
import { findStall } from '#domain/population/stall.ts'
import type { Instant, VersionFacts } from './version.ts'

/** Why a version should be ended or checked: its audience has been read, no customer enters any more, or its drain stalls. */
export const adviceReasons = ['audienceRan', 'nobodyEnters', 'stalls'] as const
export type AdviceReason = (typeof adviceReasons)[number]

/** Advice to end or check a version. */
export interface Advice {
  readonly reasonCode: AdviceReason
  /** Start of the condition: the end of the entrances, the last entrance (or the publication, if there was none), or the closing. */
  readonly since: Instant
  /** Number of people affected: those inside or, for a stalled drain, those held up. */
  readonly people: number
}

/** How long a version must be without entrances to cause advice: 30 days, in milliseconds. */
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

/** The advice on a version at `at`, if any. */
export const adviseOn: AdviceRule = (version, at) => rules[version.status](version, at)
