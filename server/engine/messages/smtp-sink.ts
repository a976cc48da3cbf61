import MailComposer from 'nodemailer/lib/mail-composer'
import { isEmailAddress } from '#domain/email-address.ts'
import type { HandOverResult, MessageSink, OutgoingMessage } from './message-sink.ts'
import { connectSmtp, type SmtpConnection } from './smtp-connection.ts'

/** Where e-mails are sent, and from whom. */
interface SmtpTarget {
  readonly url: string
  readonly from: string
  /** Whether the server may be spoken to without TLS: it is on this machine. */
  readonly isPlainAllowed: boolean
  readonly wait: (ms: number) => Promise<void>
  /** Called with why the server could not be reached, or did not accept a message. */
  readonly report: (error: unknown) => void
}

/** How long one hand-over takes at most, in milliseconds. A stop waits so long at most. */
const handOverMs = 800

/** After so long no other message of a hand-over is begun, in milliseconds. */
const lastBeginMs = 600

/** Characters that end a line, or show text in another order. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu

/** The code of a failure for the log. The answers of a server may name the person, codes do not. */
export function findSmtpCode(error: unknown): string {
  const { code, responseCode } =
    error instanceof Error ? (error as Error & { readonly code?: unknown; readonly responseCode?: unknown }) : {}
  return [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ') || 'unknown'
}

/** Composes an e-mail. Its key is its identifier, so that a repetition is known. The name of the activity is its subject and its text. */
function compose({ key, activityName, at }: OutgoingMessage, from: string, to: string): Promise<Buffer> {
  const text = activityName.replace(unprintable, ' ').trim()
  const messageId = `<${key}@${from.split('@').at(-1)}>`
  const mail = new MailComposer({
    from,
    to,
    subject: text,
    text,
    messageId,
    date: new Date(at),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return mail.compile().build()
}

/**
 * Sends e-mails over one connection, which is opened before messages are claimed. After the time of a hand-over the connection is cut, so that nothing is
 * accepted once a stop goes on. A person without an address gets none.
 */
export function createSmtpSink({ url, from, isPlainAllowed, wait, report }: SmtpTarget): MessageSink {
  let connection: SmtpConnection | null = null
  let connecting: Promise<void> | null = null
  const connect = async () => {
    connection = await connectSmtp(url, isPlainAllowed).catch((error: unknown) => {
      report(error)
      return null
    })
    connecting = null
  }
  const sendOne = async (message: OutgoingMessage): Promise<HandOverResult> => {
    const { address } = message
    if (address === null || !isEmailAddress(address)) return 'refused'
    if (!connection?.isOpen()) return 'failed'
    try {
      await connection.send(from, address, await compose(message, from, address))
      return 'accepted'
    } catch (error) {
      report(error)
      return 'failed'
    }
  }
  return {
    prepare: async () => {
      if (connection?.isOpen()) return
      connecting ??= connect()
      // A server that is away holds back no other messages.
      await Promise.race([connecting, wait(handOverMs)])
    },
    send: async (messages) => {
      const results: HandOverResult[] = messages.map(() => 'untried')
      let isLate = false
      let isOver = false
      const sendAll = async () => {
        for (const [nth, message] of messages.entries()) {
          if (isLate || isOver) return
          results[nth] = 'failed'
          const result = await sendOne(message)
          if (!isOver) results[nth] = result
        }
      }
      const timer = wait(lastBeginMs).then(() => void (isLate = true))
      const isDone = await Promise.race([sendAll().then(() => true), timer.then(() => wait(handOverMs - lastBeginMs)).then(() => false)])
      isOver = true
      if (!isDone) connection?.cut()
      return [...results]
    },
  }
}
