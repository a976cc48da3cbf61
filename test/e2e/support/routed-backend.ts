import type { BrowserContext, Route } from '@playwright/test'
import type { Session } from '#api/contract/session.ts'
import { createBackend } from '#backend/app.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Seed } from '#backend/store/store.ts'
import { permissions } from '#domain/lifecycle.ts'
import { notifyOnWrite, createLocalNotifier } from '#backend/events/notifier.ts'
import { ana, jonas } from '#mocks/seed/demo-users.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { neverRespond, type TransportFault } from '#test/support/transport-faults.ts'
import { test as base } from './console-page.ts'

/** The real backend behind a network with fault injection. */
export interface RoutedBackend {
  /** Sets the fault of requests to the paths for which `when` holds; `null` removes it. */
  readonly setFault: (fault: TransportFault | null, when?: (path: string) => boolean) => void
  /** Stops delivering events: the console must find changes by its own requests. */
  readonly silenceEvents: () => void
  readonly signIn: (who: 'marketer' | 'viewer') => void
  /** Reads from the backend without the faults. */
  readonly readJson: (path: string) => Promise<unknown>
}

const sessions: Readonly<Record<'marketer' | 'viewer', Session>> = {
  marketer: { user: ana, permissions: [...permissions] },
  viewer: { user: jonas, permissions: ['view'] },
}

/** Reads a request of the page as the backend receives it. */
async function readRouteRequest(route: Route): Promise<Request> {
  const request = route.request()
  return new Request(request.url(), { method: request.method(), headers: await request.allHeaders(), body: request.postData() })
}

/** Answers a request of the page with the response of the backend. */
const fulfillRoute = async (route: Route, response: Response) =>
  route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })

/** This network cannot stream: it waits for the first change event, delivers it and ends the response. */
async function readFirstChange(response: Response): Promise<Response> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true }
    const text = decoder.decode(value)
    if (!done && !/^event: (?:change|resync)$/m.test(text)) continue
    void reader?.cancel()
    return new Response(text, response)
  }
}

/** Created once per process: each test starts from the same seed. */
let seedPromise: Promise<Seed> | undefined

async function routeBackend(context: BrowserContext): Promise<RoutedBackend> {
  let session = sessions.marketer
  let fault: TransportFault | null = null
  let isAffected: (path: string) => boolean = () => true
  let areEventsSilenced = false
  const notifier = createLocalNotifier()
  const backend = createBackend({
    store: notifyOnWrite(createMemoryStore(await (seedPromise ??= createDemoSeed(Date.now()))), notifier),
    engine: createSimulatedEngine(),
    clock: Date.now,
    identify: () => session,
    subscribe: notifier.subscribe,
    newId: () => crypto.randomUUID(),
    typedNameThreshold: 1000,
    report: (error) => {
      throw error
    },
  })
  await context.route(/\/api\//, async (route) => {
    const url = new URL(route.request().url())
    const isEventStream = url.pathname === '/api/events'
    const request = await readRouteRequest(route)
    const next = async () => {
      const response = await backend(request)
      return response.headers.get('content-type') === 'text/event-stream' ? readFirstChange(response) : response
    }
    if (isEventStream && areEventsSilenced) await neverRespond(next, request)
    const response = fault && isAffected(url.pathname) ? await fault(next, request) : await next()
    if (response.type === 'error') return route.abort('connectionreset')
    // The page may have cancelled the event stream before the first event.
    await fulfillRoute(route, response).catch((error: unknown) => {
      if (!isEventStream) throw error
    })
  })
  return {
    setFault: (next, when = () => true) => {
      fault = next
      isAffected = when
    },
    silenceEvents: () => {
      areEventsSilenced = true
    },
    signIn: (who) => {
      session = sessions[who]
      notifier.notify('session')
    },
    readJson: async (path) => {
      const response = await backend(new Request(new URL(path, 'http://localhost')))
      return response.json() as Promise<unknown>
    },
  }
}

/** Test fixture: the production build. Its backend runs in the test process, behind a network with fault injection. */
export const test = base.extend<{ readonly backend: RoutedBackend }>({
  baseURL: `http://127.0.0.1:${process.env['PRODUCTION_PORT']}`,
  backend: [async ({ context }, provide) => provide(await routeBackend(context)), { auto: true }],
})
