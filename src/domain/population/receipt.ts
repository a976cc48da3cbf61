import { closing, type Messages } from './impact.ts'
import { population } from './population.ts'
import { expectedEntrances } from './scheduled.ts'
import type { Instant, Life } from '#domain/version.ts'

/** What an ending did. */
export interface Receipt {
  /** People inside when it happened who were stopped there and then. All others were left to walk on to the end. */
  readonly stopped: number
  /** Messages that were not sent because of it. */
  readonly messagesNotSent: Messages
  /** Customers who would have entered since, but for it. */
  readonly entrancesRefused: number
}

const nothing: Messages = { email: 0, sms: 0, push: 0, inApp: 0 }

/** How many customers were turned away after `from`, up to `until`: who would have entered if the version had gone on. */
function refused(version: Life, from: Instant, until: Instant): number {
  const enteredBy = expectedEntrances({ ...version, closedAt: null, stoppedAt: null })
  return Math.max(0, enteredBy(until) - enteredBy(from))
}

/** What the closing of a version did. Who came after `until` went elsewhere. */
export function receiptOfClosing(version: Life, closedAt: Instant, until: Instant): Receipt {
  return {
    stopped: 0,
    messagesNotSent: nothing,
    entrancesRefused: refused(version, closedAt, until),
  }
}

/** What the stop of a version did. One that had been closed before turned nobody away any more. */
export function receiptOfStopping(version: Life, stoppedAt: Instant, until: Instant): Receipt {
  const before: Life = { ...version, stoppedAt: null }
  return {
    stopped: population(version, stoppedAt).stopped,
    messagesNotSent: closing(before, stoppedAt).messages,
    entrancesRefused: version.closedAt === null ? refused(version, stoppedAt, until) : 0,
  }
}
