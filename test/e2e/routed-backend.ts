import type { BrowserContext, Route } from '@playwright/test'
import type { Session } from '#api/contract/session.ts'
import { createBackend } from '#backend/app.ts'
import { createMemoryStore } from '#backend/memory-store.ts'
import type { Seed } from '#backend/store.ts'
import { permissions } from '#domain/lifecycle.ts'
import { ana, jonas } from '#mocks/seed/people.ts'
import { seed } from '#mocks/seed/seed.ts'
import { test as base } from './console.ts'

/** What may happen to a request on its way. `pass` lets the backend apply and answer it, and answers that. */
export type Fault = (route: Route, pass: () => Promise<Response>) => Promise<void>

/** The real backend behind a network that can be broken. */
export interface RoutedBackend {
  /** From now on this happens to requests for which `when` holds; `null`: nothing any more. */
  readonly breakWith: (fault: Fault | null, when?: (route: Route) => boolean) => void
  readonly signIn: (who: 'marketer' | 'viewer') => void
  /** Asks the backend past the network. */
  readonly ask: (path: string) => Promise<unknown>
}

const sessions: Readonly<Record<'marketer' | 'viewer', Session>> = {
  marketer: { person: ana, permissions: [...permissions] },
  viewer: { person: jonas, permissions: ['view'] },
}

const answer = async (route: Route, response: Response) =>
  route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })

/** Faults as networks have them. */
export const away: Fault = (route) => route.abort('connectionrefused')
export const overloaded: Fault = (route) => route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>Service Unavailable</h1>' })
export const page: Fault = (route) =>
  route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><h1>Sign in to Wi-Fi</h1>' })
export const otherJson: Fault = (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '{"journeys":[]}' })
export const lostAnswer: Fault = async (route, pass) => {
  await pass()
  await route.abort('connectionreset')
}
/** Answers, after so many milliseconds. */
export const late =
  (milliseconds: number): Fault =>
  async (route, pass) => {
    const response = await pass()
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    await answer(route, response)
  }
/** Never answers. */
export const silent: Fault = () => new Promise(() => {})

/** Made once for all tests of a process: each begins with it afresh. */
let contents: Promise<Seed> | undefined

async function routeBackend(context: BrowserContext): Promise<RoutedBackend> {
  let session = sessions.marketer
  let fault: Fault | null = null
  let strikes: (route: Route) => boolean = () => true
  const backend = createBackend({
    store: createMemoryStore(await (contents ??= seed(Date.now()))),
    clock: Date.now,
    identify: () => session,
    newId: () => crypto.randomUUID(),
    typeNameFrom: 1000,
    report: (error) => {
      throw error
    },
  })
  await context.route(/\/api\//, async (route) => {
    const request = route.request()
    const pass = async () =>
      backend(new Request(request.url(), { method: request.method(), headers: await request.allHeaders(), body: request.postData() }))
    if (fault && strikes(route)) await fault(route, pass)
    else await answer(route, await pass())
  })
  return {
    breakWith: (next, when = () => true) => {
      fault = next
      strikes = when
    },
    signIn: (who) => {
      session = sessions[who]
    },
    ask: async (path) => {
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
