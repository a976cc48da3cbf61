import { setupServer } from 'msw/node'
import type { Demo } from '#mocks/demo/demo.ts'
import { createHandlers } from './handlers.ts'

/** A demo behind MSW, inside a process of Node. */
interface NodeServer {
  /** Starts intercepting the requests of this process. An unhandled request fails. */
  listen(): void
  close(): void
}

/** Puts a demo behind MSW in this process. */
export function createNodeServer(demo: Pick<Demo, 'handle'>): NodeServer {
  const server = setupServer(...createHandlers(demo))
  return { listen: () => server.listen({ onUnhandledFrame: 'error' }), close: () => server.close() }
}
