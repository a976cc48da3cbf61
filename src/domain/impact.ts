import { channels, type Activity, type Channel, type Flow } from './flow.ts'
import { emptyAt, population, type Population } from './population.ts'
import type { Instant, Life } from './version.ts'

/** What closing does to the people inside. */
export interface ClosingImpact {
  readonly peopleInside: number
  /** How many messages they will still get, by channel. */
  readonly messages: Readonly<Record<Channel, number>>
  /** When the last of them leaves; `null` when nobody is inside. */
  readonly lastExit: Instant | null
}

/** What stopping does to the people inside. */
export interface StoppingImpact {
  readonly peopleInside: number
  /** How many messages they will never get, by channel. */
  readonly messages: Readonly<Record<Channel, number>>
  /** How many of them have only an end ahead of them, or are in it. */
  readonly oneStepFromEnd: number
}

/** The version had it been closed at `at`, unless it already was. A pause under way then ends there, and nothing later happens to it. */
function closed(version: Life, at: Instant): Life {
  const { closedAt, stoppedAt, pauses } = version
  return {
    ...version,
    closedAt: Math.min(closedAt ?? at, at),
    stoppedAt: stoppedAt !== null && stoppedAt <= at ? stoppedAt : null,
    pauses: pauses.filter(({ from }) => from < at).map(({ from, to }) => ({ from, to: Math.min(to, at) })),
  }
}

/** The messages sent so far, by channel: one to each person each time they pass an activity that sends. */
const sent =
  ({ activities }: Flow, people: Population) =>
  (channel: Channel) =>
    activities.reduce((sum, { id, kind }) => sum + (kind === channel ? (people.activities[id]?.passed ?? 0) : 0), 0)

/** The messages that are sent in a version between two states of its population, by channel. */
function messages(flow: Flow, before: Population, after: Population): Record<Channel, number> {
  const [sentBefore, sentAfter] = [sent(flow, before), sent(flow, after)]
  const counts: Record<Channel, number> = { email: 0, sms: 0, push: 0, inApp: 0 }
  for (const channel of channels) counts[channel] = sentAfter(channel) - sentBefore(channel)
  return counts
}

/**
 * What happens if the version closes at `at`, or, for one that has closed already, what is still to come. One that is paused is taken to
 * resume at `at`: `peopleInside` are those held inside until then.
 */
export function closing(version: Life, at: Instant): ClosingImpact {
  const before = population(version, at)
  const draining = closed(version, at)
  const lastExit = emptyAt(draining)
  return {
    peopleInside: before.inside,
    messages: messages(version.flow, before, population(draining, lastExit)),
    lastExit: before.inside === 0 ? null : lastExit,
  }
}

/** What happens if the version is stopped at `at`: what those inside would still have got, had it been closed instead. */
export function stopping(version: Life, at: Instant): StoppingImpact {
  const people = population(version, at)
  const ending = new Set(version.flow.activities.filter(({ kind }) => kind === 'end').map(({ id }) => id))
  const nearEnd = ({ next }: Activity) => next.every(({ to, share }) => share === 0 || ending.has(to))
  return {
    peopleInside: people.inside,
    messages: closing(version, at).messages,
    oneStepFromEnd: version.flow.activities.filter(nearEnd).reduce((sum, { id }) => sum + (people.activities[id]?.inside ?? 0), 0),
  }
}
