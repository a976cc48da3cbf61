import { channels, type Activity, type Channel, type Flow } from '#domain/flow.ts'
import { findEmptyAt, createPopulationAt, type PopulationCounts } from './population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** How many messages, by channel. */
export type MessagesByChannel = Readonly<Record<Channel, number>>

/** What closing does to the people inside. */
export interface ClosingImpact {
  readonly peopleInside: number
  /** How many messages they will still get. */
  readonly messages: MessagesByChannel
  /** When the last of them leaves; `null` when nobody is inside. */
  readonly lastExit: Instant | null
  /** How many of them will not come to the end: the global timeout stops them on their way. */
  readonly timingOut: number
}

/** What stopping does to the people inside. */
export interface StoppingImpact {
  readonly peopleInside: number
  /** How many messages they will never get. */
  readonly messages: MessagesByChannel
  /** How many of them have only an end ahead of them, or are in it. */
  readonly oneStepFromEnd: number
  /** What they have been promised and will never get: each activity that sends it, to how many. Those without anybody are left out. */
  readonly promised: readonly { readonly activity: Activity; readonly people: number }[]
  /** Messages handed over for sending so far: what no stop can recall. */
  readonly alreadySent: MessagesByChannel
}

/** The version had it been closed at `at`, unless it already was. A pause under way then ends there, and nothing later happens to it. */
export function closeAt(version: VersionFacts, at: Instant): VersionFacts {
  const { closedAt, stoppedAt, pauses } = version
  return {
    ...version,
    closedAt: Math.min(closedAt ?? at, at),
    stoppedAt: stoppedAt !== null && stoppedAt <= at ? stoppedAt : null,
    pauses: pauses.filter(({ from }) => from < at).map(({ from, to }) => ({ from, to: Math.min(to, at) })),
  }
}

/** The messages sent in a version so far: one to each person each time they pass an activity that sends. */
function countMessagesSent({ activities }: Flow, people: PopulationCounts): MessagesByChannel {
  const counts: Record<Channel, number> = { email: 0, sms: 0, push: 0, inApp: 0 }
  for (const { id, kind } of activities) {
    const channel = channels.find((known) => known === kind)
    if (channel) counts[channel] += people.activities[id]?.passed ?? 0
  }
  return counts
}

const subtract = (after: MessagesByChannel, before: MessagesByChannel): MessagesByChannel => ({
  email: after.email - before.email,
  sms: after.sms - before.sms,
  push: after.push - before.push,
  inApp: after.inApp - before.inApp,
})

/** How it is just before the version closes at `at`, just after, and how it will be when the last has left. */
function simulateDrain(version: VersionFacts, at: Instant) {
  const draining = closeAt(version, at)
  const lastExit = findEmptyAt(draining)
  const people = createPopulationAt(draining)
  return { lastExit, before: createPopulationAt(version)(at), closed: people(at), after: people(lastExit) }
}

/**
 * What happens if the version closes at `at`, or, for one that has closed already, what is still to come. One that is paused is taken to
 * resume at `at`: `peopleInside` are those held inside until then.
 */
export function computeClosingImpact(version: VersionFacts, at: Instant): ClosingImpact {
  const { lastExit, before, closed, after } = simulateDrain(version, at)
  return {
    peopleInside: before.inside,
    messages: subtract(countMessagesSent(version.flow, after), countMessagesSent(version.flow, before)),
    lastExit: before.inside === 0 ? null : lastExit,
    // Whom a pause held until the moment of their timeout is let go in time.
    timingOut: after.timedOut - closed.timedOut,
  }
}

/** What happens if the version is stopped at `at`: what those inside would still have got, had it been closed instead. */
export function computeStoppingImpact(version: VersionFacts, at: Instant): StoppingImpact {
  const { before, after } = simulateDrain(version, at)
  const { activities } = version.flow
  const ending = new Set(activities.filter(({ kind }) => kind === 'end').map(({ id }) => id))
  const isNearEnd = ({ next }: Activity) => next.every(({ to, share }) => share === 0 || ending.has(to))
  const countPassed = (people: PopulationCounts, { id }: Activity) => people.activities[id]?.passed ?? 0
  const alreadySent = countMessagesSent(version.flow, before)
  return {
    peopleInside: before.inside,
    messages: subtract(countMessagesSent(version.flow, after), alreadySent),
    oneStepFromEnd: activities.filter(isNearEnd).reduce((sum, { id }) => sum + (before.activities[id]?.inside ?? 0), 0),
    promised: activities
      .filter(({ promised }) => promised)
      .map((activity) => ({ activity, people: countPassed(after, activity) - countPassed(before, activity) }))
      .filter(({ people }) => people > 0),
    alreadySent,
  }
}
