import type { GatewayResponse, gatewayBodies } from './fault.ts'

const statusTexts = { 429: 'Too Many Requests', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' } as const

type CreateBody = (status: keyof typeof statusTexts) => { readonly type: string; readonly body: string }

const createBodies: Readonly<Record<(typeof gatewayBodies)[number], CreateBody>> = {
  html: (status) => ({
    type: 'text/html',
    body: `<html>\r\n<head><title>${status} ${statusTexts[status]}</title></head>\r\n<body><center><h1>${status} ${statusTexts[status]}</h1></center></body>\r\n</html>`,
  }),
  text: () => ({ type: 'text/plain', body: 'upstream connect error or disconnect/reset before headers' }),
  json: (status) => ({ type: 'application/json', body: JSON.stringify({ message: statusTexts[status] }) }),
  problem: (status) => ({
    type: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: statusTexts[status], status, detail: 'The gateway could not.', code: 'gateway' }),
  }),
  empty: () => ({ type: 'text/plain', body: '' }),
}

const captivePortalPage = '<!doctype html><html><head><title>Wi-Fi</title></head><body><h1>Sign in to the Wi-Fi</h1></body></html>'

/** Builds the gateway's response, as `fetch` returns it, in place of the backend's response. */
export function createGatewayResponse(response: GatewayResponse): Response {
  if (response === 'networkError') return Response.error()
  if (response === 'captivePortal') return new Response(captivePortalPage, { headers: { 'content-type': 'text/html' } })
  const { status } = response
  const { type, body } = createBodies[response.body](status)
  const retryAfter = status === 429 || status === 503 ? { 'retry-after': '1' } : {}
  return new Response(body, { status, statusText: statusTexts[status], headers: { 'content-type': type, ...retryAfter } })
}
