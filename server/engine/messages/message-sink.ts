import type { Channel } from '#domain/flow.ts'
import type { Instant } from '#domain/version.ts'

/** A message that leaves the walker. */
export interface OutgoingMessage {
  /** Unique for ever: a receiver that gets the same key again has the message already. */
  readonly key: string
  /** The epoch of the version when the message was handed over. A receiver refuses one that is older than the newest it has seen. */
  readonly epoch: number
  readonly journeyId: string
  readonly versionId: string
  readonly activityId: string
  readonly activityName: string
  readonly channel: Channel
  readonly personId: string
  /** Where e-mails to the person go, if it is known. Only a sink of e-mails passes it on. */
  readonly address: string | null
  /** When the person passed the activity. */
  readonly at: Instant
}

/**
 * What became of a message: `accepted`; `failed`, so that it is handed over again later; `refused` for ever; or `untried`, so that it is handed over
 * again at once.
 */
export type HandOverResult = 'accepted' | 'failed' | 'refused' | 'untried'

/** Takes messages. It has to answer soon: a stop waits for it. */
export interface MessageSink {
  /** What became of each message, in their order. If it throws, all have failed. */
  readonly send: (messages: readonly OutgoingMessage[]) => Promise<readonly HandOverResult[]>
  /** Called before messages are claimed, while nothing waits for the sink. */
  readonly prepare?: () => Promise<void>
}

/** The result of a sink that has accepted all messages. */
export const acceptAll = (messages: readonly OutgoingMessage[]): readonly HandOverResult[] => messages.map(() => 'accepted')
