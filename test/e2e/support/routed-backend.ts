import type { BrowserContext, Route } from '@playwright/test'
import type { Session } from '#api/contract/session.ts'
import { createBackend } from '#backend/app.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Seed } from '#backend/store/store.ts'
import { permissions } from '#domain/lifecycle.ts'
import { notifyOnWrite, createLocalNotifier } from '#mocks/demo/notifier.ts'
import { ana, jonas } from '#mocks/seed/demo-users.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { test as base } from './console-page.ts'

/** A network fault. `next` forwards the request to the backend and returns the response. */
export type RouteFault = (route: Route, next: () => Promise<Response>) => Promise<void>

/** The real backend behind a network with fault injection. */
export interface RoutedBackend {
  /** Sets the fault of requests for which `when` holds; `null` removes it. */
  readonly setFault: (fault: RouteFault | null, when?: (route: Route) => boolean) => void
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

/** Answers a request of the page with the response of the backend. */
export const fulfillRoute = async (route: Route, response: Response) =>
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

/** Typical network faults. */
export const refuseConnection: RouteFault = (route) => route.abort('connectionrefused')
export const respondUnavailable: RouteFault = (route) =>
  route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>Service Unavailable</h1>' })
export const respondWithPage: RouteFault = (route) =>
  route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><h1>Sign in to Wi-Fi</h1>' })
export const respondWithOtherJson: RouteFault = (route) =>
  route.fulfill({ status: 200, contentType: 'application/json', body: '{"journeys":[]}' })
export const loseResponse: RouteFault = async (route, next) => {
  await next()
  await route.abort('connectionreset')
}
/** Delays the response, in milliseconds. */
export const delayResponse =
  (delayMs: number): RouteFault =>
  async (route, next) => {
    const response = await next()
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    await fulfillRoute(route, response)
  }
/** Never responds. */
export const neverRespond: RouteFault = () => new Promise(() => {})

/** Created once per process: each test starts from the same seed. */
let seedPromise: Promise<Seed> | undefined

async function routeBackend(context: BrowserContext): Promise<RoutedBackend> {
  let session = sessions.marketer
  let fault: RouteFault | null = null
  let isAffected: (route: Route) => boolean = () => true
  let areEventsSilenced = false
  const notifier = createLocalNotifier()
  const backend = createBackend({
    store: notifyOnWrite(createMemoryStore(await (seedPromise ??= createDemoSeed(Date.now()))), notifier),
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
    const request = route.request()
    const next = async () => {
      const init = { method: request.method(), headers: await request.allHeaders(), body: request.postData() }
      const response = await backend(new Request(request.url(), init))
      return response.headers.get('content-type') === 'text/event-stream' ? readFirstChange(response) : response
    }
    if (areEventsSilenced && request.url().endsWith('/api/events')) await neverRespond(route, next)
    else if (fault && isAffected(route)) await fault(route, next)
    // The page may have cancelled the event stream before the first event.
    else
      await fulfillRoute(route, await next()).catch((error: unknown) => {
        if (!request.url().endsWith('/api/events')) throw error
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
      notifier.notify('written')
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
