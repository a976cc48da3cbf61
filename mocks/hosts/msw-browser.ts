import { defaultNetworkOptions } from 'msw/browser'
import { defineNetwork } from 'msw/experimental'
import type { Demo } from '#mocks/demo/demo.ts'
import { createHandlers } from './handlers.ts'

/** Whether this browser can transfer a stream from a page to its worker. */
function canTransferStreams(): boolean {
  const { port1 } = new MessageChannel()
  try {
    const stream = new ReadableStream()
    port1.postMessage(stream, [stream])
    return true
  } catch {
    return false
  } finally {
    port1.close()
  }
}

/** Same as `demo` without the event stream. Without transferable streams MSW would buffer the endless response, so none is offered. */
const omitEventStream = (demo: Pick<Demo, 'handle'>): Pick<Demo, 'handle'> => ({
  handle: async (request) => (new URL(request.url).pathname === '/api/events' ? new Response(null, { status: 503 }) : demo.handle(request)),
})

/**
 * Routes this page's requests to `demo` through MSW's service worker. It does not use `setupWorker`: that adds a second request source,
 * which keeps a reference to every request (a memory leak).
 */
export async function answerRequests(demo: Pick<Demo, 'handle'>): Promise<void> {
  const servedDemo = canTransferStreams() ? demo : omitEventStream(demo)
  // The first source is the worker. The second is for WebSockets, which the console does not use.
  const [worker] = defaultNetworkOptions.sources
  const network = defineNetwork({
    sources: [worker],
    handlers: createHandlers(servedDemo),
    onUnhandledFrame: 'bypass',
    context: { quiet: true },
  })
  await network.enable()
}
