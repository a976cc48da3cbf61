import { getRequestListener } from '@hono/node-server'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'

/** A server that accepts connections. */
export interface Listener {
  readonly port: number
  /** Accepts no more connections, closes those without a request under way, and waits for the requests under way, at most so long. Then it ends them. */
  close(timeoutMs: number): Promise<void>
}

/** Milliseconds that a connection is kept without a request: longer than load balancers keep it, so that they are who closes it. */
const keepAliveMs = 65_000

/** Milliseconds for which a connection without a request stays open while a server closes: its first request may be on its way. */
const firstRequestMs = 1_000

/** Has the event loop read what has arrived. */
const readArrived = async () => {
  await setImmediate()
  await setImmediate()
}

/** Of the responses of a connection only the last says that the connection ends: those behind it would not be sent. */
function announceEnd(responses: ReadonlySet<ServerResponse>): void {
  const last = [...responses].at(-1)
  for (const response of responses) response.shouldKeepAlive = response !== last
}

/**
 * Follows which connections of a server have a request under way. Returns a function that closes all others, and each later one once its last
 * response is sent. Requests that have arrived are answered; it resolves once they are read.
 *
 * Node's own `closeIdleConnections` keeps connections that have never sent a request, as browsers and clients with a pool open them, and cuts off
 * a response that is ended but not sent.
 */
function createIdleCloser(server: Server): () => Promise<void> {
  const connections = new Map<Socket, { readonly responses: Set<ServerResponse>; isUsed: boolean }>()
  let isClosing = false
  const closeIdle = (isIncluded: (connection: { readonly isUsed: boolean }) => boolean) => {
    for (const [socket, connection] of connections) if (connection.responses.size === 0 && isIncluded(connection)) socket.destroySoon()
  }
  server.on('connection', (socket) => {
    connections.set(socket, { responses: new Set(), isUsed: false })
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (incoming, outgoing) => {
    const { socket } = incoming
    const connection = connections.get(socket)
    if (connection === undefined) return
    const { responses } = connection
    responses.add(outgoing)
    connection.isUsed = true
    if (isClosing) announceEnd(responses)
    const end = () => {
      responses.delete(outgoing)
      if (responses.size === 0 && isClosing) socket.destroySoon()
    }
    // A connection that is closed before it has received the whole request may lose the response.
    outgoing.once('close', () => (incoming.complete ? end() : incoming.once('close', end)))
  })
  return async () => {
    isClosing = true
    for (const { responses } of connections.values()) announceEnd(responses)
    await readArrived()
    closeIdle(({ isUsed }) => isUsed)
    setTimeout(() => void readArrived().then(() => closeIdle(() => true)), firstRequestMs).unref()
  }
}

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
  const closeIdleConnections = createIdleCloser(server)
  // Node calls its own when it closes a server, and would cut off responses.
  server.closeIdleConnections = () => {}
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async (timeoutMs) => {
      // Before that, connections are accepted that wait for it: they would be reset.
      await closeIdleConnections()
      await new Promise<void>((resolve) => {
        const timeout = setTimeout(() => server.closeAllConnections(), timeoutMs)
        server.close(() => {
          clearTimeout(timeout)
          resolve()
        })
      })
    },
  }
}
