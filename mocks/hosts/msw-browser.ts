import { defaultNetworkOptions } from 'msw/browser'
import { defineNetwork } from 'msw/experimental'
import type { Demo } from '#mocks/demo/demo.ts'
import { createHandlers } from './handlers.ts'

/** Whether the browser lets a page hand a stream over to its worker. */
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

/** As `demo`, without the stream of events: where streams cannot be handed over, it would be read to its end first, and has none. */
const omitEventStream = (demo: Demo): Demo => ({
  ...demo,
  handle: async (request) => (new URL(request.url).pathname === '/api/events' ? new Response(null, { status: 503 }) : demo.handle(request)),
})

/**
 * Lets `demo` answer this page's requests, through MSW's service worker.
 * Not by `setupWorker`: that makes a second source of requests beside the default one, which then holds on to every request there ever was.
 */
export async function answerRequests(demo: Demo): Promise<void> {
  const servedDemo = canTransferStreams() ? demo : omitEventStream(demo)
  // The first source is the worker; the other is for WebSockets, which there are none of.
  const [worker] = defaultNetworkOptions.sources
  const network = defineNetwork({
    sources: [worker],
    handlers: createHandlers(servedDemo),
    onUnhandledFrame: 'bypass',
    context: { quiet: true },
  })
  await network.enable()
}
