import type { HandOverResult, MessageSink, OutgoingMessage } from './message-sink.ts'

/** Sends e-mails by one sink, and all other messages by another, at the same time. What fails in one does not fail in the other. */
export function createEmailSink(emails: MessageSink, others: MessageSink): MessageSink {
  const sendPart = async ({ send }: MessageSink, part: readonly OutgoingMessage[]): Promise<readonly HandOverResult[]> => {
    if (part.length === 0) return []
    return send(part).catch(() => part.map((): HandOverResult => 'failed'))
  }
  return {
    prepare: async () => void (await Promise.all([emails.prepare?.(), others.prepare?.()])),
    send: async (messages) => {
      const isEmail = ({ channel }: OutgoingMessage) => channel === 'email'
      const parts = [messages.filter(isEmail), messages.filter((message) => !isEmail(message))] as const
      const [email, other] = await Promise.all([sendPart(emails, parts[0]), sendPart(others, parts[1])])
      const results = new Map([
        ...parts[0].map((message, nth) => [message, email[nth]] as const),
        ...parts[1].map((message, nth) => [message, other[nth]] as const),
      ])
      return messages.map((message) => results.get(message) ?? 'failed')
    },
  }
}
