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
  readonly channel: Channel
  readonly personId: string
  /** When the person passed the activity. */
  readonly at: Instant
}

/** Takes messages. If it throws, all of them are handed over again later. It has to answer soon: a stop waits for it. */
export type MessageSink = (messages: readonly OutgoingMessage[]) => Promise<void>
