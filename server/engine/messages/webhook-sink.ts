import type { MessageSink } from './message-sink.ts'
import { postSigned, type SignedTarget } from './signed-post.ts'

/** How long the receiver has, in milliseconds. A stop waits so long at most. */
const timeoutMs = 800

/** Sends messages to an address, signed. Throws unless the receiver answers with a status of success in time. */
export const createWebhookSink =
  (target: SignedTarget): MessageSink =>
  (messages) =>
    postSigned(target, { messages }, timeoutMs)
