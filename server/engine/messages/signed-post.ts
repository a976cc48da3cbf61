import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '#domain/version.ts'

/** Headers of a signed body. */
const timestampHeader = 'webhook-timestamp'
const signatureHeader = 'webhook-signature'

/** How far the clocks of sender and receiver may be apart, in milliseconds: an older body was recorded and is sent again. */
const maxAgeMs = 300_000

/** Signs a body: HMAC-SHA256 over the time, a point, and the body, in hexadecimal digits. */
export const signBody = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')

/** Whether a body was signed with the secret, a short time ago. */
export function hasValidSignature(headers: Headers, body: string, secret: string, now: Instant): boolean {
  const timestamp = headers.get(timestampHeader) ?? ''
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * 1000 - now) > maxAgeMs) return false
  const expected = Buffer.from(`v1=${signBody(secret, timestamp, body)}`)
  const given = Buffer.from(headers.get(signatureHeader) ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Where signed bodies are sent. */
export interface SignedTarget {
  readonly url: string
  readonly secret: string
  readonly realTime: () => Instant
}

/** Sends a value as JSON, signed. Throws unless the receiver answers with a status of success within `timeoutMs`. */
export async function postSigned({ url, secret, realTime }: SignedTarget, value: unknown, timeoutMs: number): Promise<void> {
  const body = JSON.stringify(value)
  const timestamp = String(Math.floor(realTime() / 1000))
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: {
      'content-type': 'application/json',
      [timestampHeader]: timestamp,
      [signatureHeader]: `v1=${signBody(secret, timestamp, body)}`,
    },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`The receiver answered with ${response.status}.`)
}
