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

/** What may happen to a request on its way. `next` lets the backend apply and answer it, and answers that. */
export type RouteFault = (route: Route, next: () => Promise<Response>) => Promise<void>

/** The real backend behind a network that can be broken. */
export interface RoutedBackend {
  /** From now on this happens to requests for which `when` holds; `null`: nothing any more. */
  readonly setFault: (fault: RouteFault | null, when?: (route: Route) => boolean) => void
  /** From now on nobody is told of events: the console only finds out what it asks for. */
  readonly silenceEvents: () => void
  readonly signIn: (who: 'marketer' | 'viewer') => void
  /** Asks the backend past the network. */
  readonly readJson: (path: string) => Promise<unknown>
}

const sessions: Readonly<Record<'marketer' | 'viewer', Session>> = {
  marketer: { user: ana, permissions: [...permissions] },
  viewer: { user: jonas, permissions: ['view'] },
}

const fulfillRoute = async (route: Route, response: Response) =>
  route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })

/** This network cannot stream: it holds events back until something has happened, tells that, and ends. */
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

/** Faults as networks have them. */
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
/** Answers, after so many milliseconds. */
export const delayResponse =
  (delayMs: number): RouteFault =>
  async (route, next) => {
    const response = await next()
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    await fulfillRoute(route, response)
  }
/** Never answers. */
export const neverRespond: RouteFault = () => new Promise(() => {})

/** Made once for all tests of a process: each begins with it afresh. */
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
    // Whoever asked for events may have gone by the time there are any.
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

/** A test of the production build. Its backend runs in the test's own process, behind a network that the test can break. */
export const test = base.extend<{ readonly backend: RoutedBackend }>({
  baseURL: `http://127.0.0.1:${process.env['PRODUCTION_PORT']}`,
  backend: [async ({ context }, provide) => provide(await routeBackend(context)), { auto: true }],
})
