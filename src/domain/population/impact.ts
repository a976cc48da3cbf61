import { channels, type Activity, type Channel, type Flow } from '#domain/flow.ts'
import { findEmptyAt, createPopulationAt, type PopulationCounts } from './population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** Number of messages by channel. */
export type MessagesByChannel = Readonly<Record<Channel, number>>

/** Effect of a close on the people inside. */
export interface ClosingImpact {
  readonly peopleInside: number
  /** Messages that they will still receive. */
  readonly messages: MessagesByChannel
  /** When the last person leaves; `null` when there are no people inside. */
  readonly lastExit: Instant | null
  /** Number of people who will not reach the end: the global timeout stops them first. */
  readonly timingOut: number
}

/** Effect of a stop on the people inside. */
export interface StoppingImpact {
  readonly peopleInside: number
  /** Messages that they will never receive. */
  readonly messages: MessagesByChannel
  /** Number of people with only an end activity ahead of them, or in one. */
  readonly oneStepFromEnd: number
  /** Promised messages that will not be sent: each activity with its number of people, without activities that have none. */
  readonly promised: readonly { readonly activity: Activity; readonly people: number }[]
  /** Messages already handed over for sending: a stop cannot recall them. */
  readonly alreadySent: MessagesByChannel
}

/** The version as if closed at `at`, unless it already was. An active pause ends at `at`, and later facts are removed. */
export function closeAt(version: VersionFacts, at: Instant): VersionFacts {
  const { closedAt, stoppedAt, pauses } = version
  return {
    ...version,
    closedAt: Math.min(closedAt ?? at, at),
    stoppedAt: stoppedAt !== null && stoppedAt <= at ? stoppedAt : null,
    pauses: pauses.filter(({ from }) => from < at).map(({ from, to }) => ({ from, to: Math.min(to, at) })),
  }
}

/** Counts the messages sent so far: one for each person who passed a sending activity. */
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

/** The people just before the version closes at `at`, just after, and when the last person has left. */
function simulateDrain(version: VersionFacts, at: Instant) {
  const draining = closeAt(version, at)
  const lastExit = findEmptyAt(draining)
  const people = createPopulationAt(draining)
  return { lastExit, before: createPopulationAt(version)(at), closed: people(at), after: people(lastExit) }
}

/**
 * Effect of a close at `at` or, for a closed version, the rest of the drain. A paused version is assumed to resume at `at`: `peopleInside`
 * are the people inside until then.
 */
export function computeClosingImpact(version: VersionFacts, at: Instant): ClosingImpact {
  const { lastExit, before, closed, after } = simulateDrain(version, at)
  return {
    peopleInside: before.inside,
    messages: subtract(countMessagesSent(version.flow, after), countMessagesSent(version.flow, before)),
    lastExit: before.inside === 0 ? null : lastExit,
    // Compare with the counts after the close: people held by a pause until exactly their timeout are released in time.
    timingOut: after.timedOut - closed.timedOut,
  }
}

/** Effect of a stop at `at`: the messages and activities that the people inside would still have received after a close. */
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
