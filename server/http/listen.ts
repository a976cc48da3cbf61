import { getRequestListener } from '@hono/node-server'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that accepts connections. */
export interface Listener {
  readonly port: number
  /** Accepts no more connections and waits for the requests under way, at most so long. Then it ends them. */
  close(timeoutMs: number): Promise<void>
}

/** Milliseconds that a connection is kept without a request: longer than load balancers keep it, so that they are who closes it. */
const keepAliveMs = 65_000

/** Interval at which connections that have become idle are closed, in milliseconds. */
const closeIdleMs = 50

/** Listens at an address. Rejects if that is not possible: the port is in use, or not allowed. */
export async function listen(
  handle: (request: Request, peerAddress: string) => Promise<Response>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listener> {
  const answer = getRequestListener((request, { incoming }) => handle(request, incoming.socket.remoteAddress ?? ''), {
    overrideGlobalObjects: false,
  })
  const server = createServer(
    { keepAliveTimeout: keepAliveMs, headersTimeout: 10_000, requestTimeout: 30_000 },
    (incoming, outgoing) => void answer(incoming, outgoing),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: (timeoutMs) =>
      new Promise((resolve) => {
        const idle = setInterval(() => server.closeIdleConnections(), closeIdleMs)
        const timeout = setTimeout(() => server.closeAllConnections(), timeoutMs)
        server.close(() => {
          clearInterval(idle)
          clearTimeout(timeout)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
