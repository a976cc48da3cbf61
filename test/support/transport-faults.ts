import { createGatewayResponse } from '#mocks/faults/gateway-response.ts'

/** A network fault of one request. `next` forwards the request to the backend; the result is what the console receives. */
export type TransportFault = (next: () => Promise<Response>, request: Request) => Response | Promise<Response>

/** Network error: the backend does not receive the request. */
export const failRequest: TransportFault = () => createGatewayResponse('networkError')

/** The backend receives the request; its response is lost. */
export const loseResponse: TransportFault = async (next) => {
  await next()
  return createGatewayResponse('networkError')
}

/** The backend receives the request; a captive portal's page replaces the response. */
export const replaceWithHtml: TransportFault = async (next) => {
  await next()
  return createGatewayResponse('captivePortal')
}

/** The backend receives the request; its response is truncated. */
export const truncateResponse: TransportFault = async (next) => {
  const response = await next()
  const text = await response.text()
  return new Response(text.slice(0, text.length / 2), response)
}

/** The backend receives the request; a gateway's rate limit problem replaces the response. */
export const replaceWithRateLimit: TransportFault = async (next) => {
  await next()
  return createGatewayResponse({ status: 429, body: 'problem' })
}

/** A gateway refuses the request: 503 with a page. */
export const respondUnavailable: TransportFault = () => createGatewayResponse({ status: 503, body: 'html' })

/** A captive portal answers instead of the backend. */
export const respondWithHtml: TransportFault = () => createGatewayResponse('captivePortal')

/** Another program answers instead of the backend. */
export const respondWithOtherJson: TransportFault = () => Response.json({ journeys: [] })

/** Never responds. */
export const neverRespond: TransportFault = () => new Promise(() => {})

/** Delays the response, in milliseconds. */
export const delayResponse =
  (delayMs: number): TransportFault =>
  async (next) => {
    const response = await next()
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    return response
  }

/** Changes members of the response, as from a newer server. */
export const changeResponse =
  (change: object): TransportFault =>
  async (next) =>
    Response.json({ ...((await (await next()).json()) as object), ...change })

/** Applies a fault once; later requests reach the backend. */
export function applyOnce(fault: TransportFault): TransportFault {
  let isUsed = false
  return (next, request) => {
    if (isUsed) return next()
    isUsed = true
    return fault(next, request)
  }
}

/** Holds the request until `release`. */
export function holdRequest(): { readonly fault: TransportFault; readonly release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    fault: async (next) => {
      await promise
      return next()
    },
    release: resolve,
  }
}
