import { computeClosingImpact, type MessagesByChannel } from './impact.ts'
import { countPopulation } from './population.ts'
import { createExpectedEntranceCounter } from './scheduled.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** The effects of an ending (close or stop). */
export interface EndingReceipt {
  /** People stopped by the ending. All others inside may continue to the end. */
  readonly stopped: number
  /** Messages that were not sent because of the ending. */
  readonly messagesNotSent: MessagesByChannel
  /** Customers who would have entered since, without the ending. */
  readonly entrancesRefused: number
  /** What an engine with executions counted at the fence of a stop; absent if people are computed. */
  readonly handedOver?: HandedOver
}

/** The messages of activities that people had passed when they were stopped. */
export interface HandedOver {
  /** Handed over to a channel before the stop. */
  readonly accepted: number
  /** Not handed over before: refused since. */
  readonly refused: number
}

const noMessages: MessagesByChannel = { email: 0, sms: 0, push: 0, inApp: 0 }

/** Counts the customers refused after `from`, up to `until`: those who would have entered if the version had stayed open. */
function countRefused(version: VersionFacts, from: Instant, until: Instant): number {
  const enteredBy = createExpectedEntranceCounter({ ...version, closedAt: null, stoppedAt: null })
  return Math.max(0, enteredBy(until) - enteredBy(from))
}

/** Receipt of a close. Customers who come after `until` are not counted: they enter a newer version. */
export function createClosingReceipt(version: VersionFacts, closedAt: Instant, until: Instant): EndingReceipt {
  return {
    stopped: 0,
    messagesNotSent: noMessages,
    entrancesRefused: countRefused(version, closedAt, until),
  }
}

/** Receipt of a stop. If the version was already closed, the stop itself refuses no entrances. */
export function createStoppingReceipt(version: VersionFacts, stoppedAt: Instant, until: Instant): EndingReceipt {
  const before: VersionFacts = { ...version, stoppedAt: null }
  return {
    stopped: countPopulation(version, stoppedAt).stopped,
    messagesNotSent: computeClosingImpact(before, stoppedAt).messages,
    entrancesRefused: version.closedAt === null ? countRefused(version, stoppedAt, until) : 0,
  }
}
