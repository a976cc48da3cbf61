/** What will be answered: plain data, so that it can be kept and given again byte for byte. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** A 200 that holds `value` as JSON. */
export const ok = (value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** The answer as the network knows it, with the headers that every answer carries. */
export const toResponse = ({ status, headers, body }: Answer): Response =>
  new Response(body, { status, headers: { ...always, ...headers } })
