import { createHmac } from 'node:crypto'
import type { Instant } from '#domain/version.ts'
import type { MessageSink } from './message-sink.ts'

/** How long the receiver has, in milliseconds. A stop waits so long at most. */
const timeoutMs = 800

/** Signs a body: HMAC-SHA256 over the time, a point, and the body, in hexadecimal digits. */
export const signBody = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')

/** Sends messages to an address, signed. Throws unless the receiver answers with a status of success in time. */
export function createWebhookSink({
  url,
  secret,
  realTime,
}: {
  readonly url: string
  readonly secret: string
  readonly realTime: () => Instant
}): MessageSink {
  return async (messages) => {
    const body = JSON.stringify({ messages })
    const timestamp = String(Math.floor(realTime() / 1000))
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1=${signBody(secret, timestamp, body)}`,
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`The receiver of messages answered with ${response.status}.`)
  }
}
