import type { Substitute, gatewayBodies } from './fault.ts'

const titles = { 429: 'Too Many Requests', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' } as const

type Words = (status: keyof typeof titles) => { readonly type: string; readonly body: string }

const bodies: Readonly<Record<(typeof gatewayBodies)[number], Words>> = {
  html: (status) => ({
    type: 'text/html',
    body: `<html>\r\n<head><title>${status} ${titles[status]}</title></head>\r\n<body><center><h1>${status} ${titles[status]}</h1></center></body>\r\n</html>`,
  }),
  text: () => ({ type: 'text/plain', body: 'upstream connect error or disconnect/reset before headers' }),
  json: (status) => ({ type: 'application/json', body: JSON.stringify({ message: titles[status] }) }),
  problem: (status) => ({
    type: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: titles[status], status, detail: 'The gateway could not.', code: 'gateway' }),
  }),
  empty: () => ({ type: 'text/plain', body: '' }),
}

const page = '<!doctype html><html><head><title>Wi-Fi</title></head><body><h1>Sign in to the Wi-Fi</h1></body></html>'

/** What comes back instead of the backend's answer, as the network knows it. */
export function substituted(answer: Substitute): Response {
  if (answer === 'nothing') return Response.error()
  if (answer === 'page') return new Response(page, { headers: { 'content-type': 'text/html' } })
  const { status } = answer
  const { type, body } = bodies[answer.body](status)
  const patience = status === 429 || status === 503 ? { 'retry-after': '1' } : {}
  return new Response(body, { status, statusText: titles[status], headers: { 'content-type': type, ...patience } })
}
