import { http, HttpResponse } from 'msw/http'
import { setupServer } from 'msw/node'
import type { Session } from '#api/contract/session.ts'
import type { Seed } from '#backend/store/store.ts'
import { createHandlers } from '#mocks/hosts/handlers.ts'
import { createDemoServer } from '#mocks/hosts/msw-node.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { Client } from '#test/contract/support/client.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

/** When every story begins: a Wednesday, noon. */
export const now = Date.UTC(2026, 2, 11, 12)

const journeys = await createDemoSeed(now)
const demo = createDemoServer()
const network = setupServer(...createHandlers(demo))
let session: Session | null = marketer

/** A POST that has left the console. */
export interface SentRequest {
  readonly path: string
  readonly ifMatch: string | null
  readonly key: string | null
  readonly type: string | null
  readonly body: unknown
}

const posts: Promise<SentRequest>[] = []

network.events.on('request:start', ({ request }) => {
  const { method, url, headers } = request
  if (method !== 'POST') return
  const head = { path: new URL(url).pathname, ifMatch: headers.get('if-match'), key: headers.get('idempotency-key') }
  posts.push(
    request
      .clone()
      .json()
      .then((body: unknown) => ({ ...head, type: headers.get('content-type'), body })),
  )
})

const isCancellation = ({ path }: SentRequest): boolean => path.startsWith('/api/operations/')

/** Every POST of this story so far that could do something, in order. */
export const readSentCommands = async (): Promise<readonly SentRequest[]> =>
  (await Promise.all(posts)).filter((post) => !isCancellation(post))

/** The keys of the intents that were withdrawn so far, each once. */
export const readCancelledKeys = async (): Promise<readonly (string | null)[]> => [
  ...new Set((await Promise.all(posts)).filter(isCancellation).map(({ key }) => key)),
]

/** The demo behind MSW, as the test process sees it. A request that is for nobody fails. */
export const backend = {
  listen: () => network.listen({ onUnhandledFrame: 'error' }),
  close: () => network.close(),
  /** The journeys of the demo, or others, at noon; a marketer is signed in and the network does what it should. */
  start: async (contents: Seed = journeys): Promise<void> => {
    await demo.start(contents, now)
    backend.signIn(marketer)
    network.resetHandlers()
    posts.length = 0
  },
  /** Who is signed in from now on; `null` for nobody. */
  signIn: (who: Session | null): void => demo.signIn((session = who)),
  setTime: (at: number): void => demo.setTime(at),
  /** Time goes on for those who listen to events. */
  sendHeartbeat: (): void => demo.sendHeartbeat(),
}

/** Bob Ng, who works with the same journeys at another desk. His requests do not pass the console's network. */
export const otherUser = new Client({
  start: () => Promise.reject(new Error('A story is begun by the marketer.')),
  send: async (path, init) => {
    const request = new Request(new URL(path, location.href), init)
    demo.signIn(otherMarketer)
    try {
      return await demo.handle(request)
    } finally {
      demo.signIn(session)
    }
  },
  signIn: async () => {},
  sendHeartbeat: async () => {},
  setTime: async () => {},
})

/** What happens on the way to a request; `next` lets it go to the backend. */
type ResponseOverride = (next: () => Promise<Response>) => Response | Promise<Response>

/** From now on something else happens on the way to requests of this method to paths that match. */
export function interceptRequests(method: string, path: RegExp, override: ResponseOverride): void {
  network.use(
    http.all(
      ({ request }) => request.method === method && path.test(new URL(request.url).pathname),
      ({ request }) => override(() => demo.handle(request)),
    ),
  )
}

/** Nothing happens on the way any more. */
export const removeInterceptions = (): void => network.resetHandlers()

/** The request gets nowhere. */
export const failRequest: ResponseOverride = () => HttpResponse.error()

/** The request gets there, and its answer is lost. */
export const loseResponse: ResponseOverride = async (next) => {
  await next()
  return HttpResponse.error()
}

/** The request gets there; what comes back is a page of something in between. */
export const replaceWithHtml: ResponseOverride = async (next) => {
  await next()
  return HttpResponse.html('<!doctype html><title>Sign in to the Wi-Fi</title>')
}

/** The request gets there; its answer breaks off. */
export const truncateResponse: ResponseOverride = async (next) => {
  const answer = await next()
  const text = await answer.text()
  return new Response(text.slice(0, text.length / 2), { status: answer.status, headers: answer.headers })
}

/** The request gets there; something in between has no patience, and says no with a problem of its own. */
export const replaceWithRateLimit: ResponseOverride = async (next) => {
  await next()
  return HttpResponse.json(
    { type: 'about:blank', title: 'Too Many Requests', status: 429, detail: 'Slow down.', code: 'rate-limited' },
    { status: 429 },
  )
}

/** It happens once; later requests reach the backend. */
export function applyOnce(override: ResponseOverride): ResponseOverride {
  let isUsed = false
  return (next) => {
    if (isUsed) return next()
    isUsed = true
    return override(next)
  }
}

/** The request waits until `release`. */
export function holdRequest(): { readonly override: ResponseOverride; readonly release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    override: async (next) => {
      await promise
      return next()
    },
    release: resolve,
  }
}

/** The answer comes with some of its members changed, as from a newer server. */
export const changeResponse =
  (change: object): ResponseOverride =>
  async (next) =>
    HttpResponse.json({ ...((await (await next()).json()) as object), ...change })

/** How often something is read from now on. */
export function countReads(path: RegExp): () => number {
  let count = 0
  interceptRequests('GET', path, (next) => {
    count++
    return next()
  })
  return () => count
}
