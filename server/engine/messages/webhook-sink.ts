import { acceptAll, type MessageSink, type OutgoingMessage } from './message-sink.ts'
import { postSigned, type SignedTarget } from './signed-post.ts'

/** How long the receiver has, in milliseconds. A stop waits so long at most. */
const timeoutMs = 800

const withoutAddress = (message: OutgoingMessage): Omit<OutgoingMessage, 'address'> => {
  const { address: _, ...sent } = message
  return sent
}

/** Sends messages to an address, signed. Throws unless the receiver answers with a status of success in time. */
export const createWebhookSink = (target: SignedTarget): MessageSink => ({
  send: async (messages) => {
    await postSigned(target, { messages: messages.map(withoutAddress) }, timeoutMs)
    return acceptAll(messages)
  },
})
