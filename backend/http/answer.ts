/** A response as plain data, so that it can be stored and replayed byte for byte. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Security headers of every response: no caching, no content sniffing, no embedding by other sites, and no script or resource if a browser
 * renders the response as a page.
 */
export const safeHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** A 200 with `value` as JSON. */
export const createOkAnswer = (value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** Converts an answer into a `Response` and adds the security headers. */
export const toResponse = ({ status, headers, body }: Answer): Response =>
  new Response(body, { status, headers: { ...headers, ...safeHeaders } })
