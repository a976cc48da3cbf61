/** What will be answered: plain data, so that it can be kept and given again byte for byte. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * What every answer carries: nobody keeps it, nobody guesses what it is, no other site may embed it, and a browser that is made to show it as
 * a page runs and loads nothing.
 */
export const safeHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** A 200 that holds `value` as JSON. */
export const createOkAnswer = (value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** The answer as the network knows it, with the headers that every answer carries. */
export const toResponse = ({ status, headers, body }: Answer): Response =>
  new Response(body, { status, headers: { ...headers, ...safeHeaders } })
