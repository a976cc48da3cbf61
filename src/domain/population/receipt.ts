import { computeClosingImpact, type MessagesByChannel } from './impact.ts'
import { countPopulation } from './population.ts'
import { createExpectedEntranceCounter } from './scheduled.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** What an ending did. */
export interface EndingReceipt {
  /** People inside when it happened who were stopped there and then. All others were left to walk on to the end. */
  readonly stopped: number
  /** Messages that were not sent because of it. */
  readonly messagesNotSent: MessagesByChannel
  /** Customers who would have entered since, but for it. */
  readonly entrancesRefused: number
}

const noMessages: MessagesByChannel = { email: 0, sms: 0, push: 0, inApp: 0 }

/** How many customers were turned away after `from`, up to `until`: who would have entered if the version had gone on. */
function countRefused(version: VersionFacts, from: Instant, until: Instant): number {
  const enteredBy = createExpectedEntranceCounter({ ...version, closedAt: null, stoppedAt: null })
  return Math.max(0, enteredBy(until) - enteredBy(from))
}

/** What the closing of a version did. Who came after `until` went elsewhere. */
export function createClosingReceipt(version: VersionFacts, closedAt: Instant, until: Instant): EndingReceipt {
  return {
    stopped: 0,
    messagesNotSent: noMessages,
    entrancesRefused: countRefused(version, closedAt, until),
  }
}

/** What the stop of a version did. One that had been closed before turned nobody away any more. */
export function createStoppingReceipt(version: VersionFacts, stoppedAt: Instant, until: Instant): EndingReceipt {
  const before: VersionFacts = { ...version, stoppedAt: null }
  return {
    stopped: countPopulation(version, stoppedAt).stopped,
    messagesNotSent: computeClosingImpact(before, stoppedAt).messages,
    entrancesRefused: version.closedAt === null ? countRefused(version, stoppedAt, until) : 0,
  }
}
