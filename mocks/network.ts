import { defaultNetworkOptions } from 'msw/browser'
import { defineNetwork } from 'msw/experimental'
import type { Demo } from './demo.ts'
import { handlersOf } from './handlers.ts'

/**
 * Lets `demo` answer this page's requests, through MSW's service worker.
 * Not by `setupWorker`: that makes a second source of requests beside the default one, which then holds on to every request there ever was.
 */
export async function answerRequests(demo: Demo): Promise<void> {
  // The first source is the worker; the other is for WebSockets, which there are none of.
  const [worker] = defaultNetworkOptions.sources
  const network = defineNetwork({ sources: [worker], handlers: handlersOf(demo), onUnhandledFrame: 'bypass', context: { quiet: true } })
  await network.enable()
}
