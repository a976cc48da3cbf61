import { http, HttpResponse } from 'msw/http'
import { setupServer } from 'msw/node'
import type { Session } from '#api/contract/session.ts'
import type { Seed } from '#backend/store/store.ts'
import { handlersOf } from '#mocks/hosts/handlers.ts'
import { demoServer } from '#mocks/hosts/msw-node.ts'
import { seed } from '#mocks/seed/seed.ts'
import { Client } from '#test/contract/support/client.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

/** When every story begins: a Wednesday, noon. */
export const now = Date.UTC(2026, 2, 11, 12)

const journeys = await seed(now)
const demo = demoServer()
const network = setupServer(...handlersOf(demo))
let session: Session | null = marketer

/** A POST that has left the console. */
export interface Sent {
  readonly path: string
  readonly ifMatch: string | null
  readonly key: string | null
  readonly type: string | null
  readonly body: unknown
}

const posts: Promise<Sent>[] = []

network.events.on('request:start', ({ request }) => {
  const { method, url, headers } = request
  if (method !== 'POST') return
  const told = { path: new URL(url).pathname, ifMatch: headers.get('if-match'), key: headers.get('idempotency-key') }
  posts.push(
    request
      .clone()
      .json()
      .then((body: unknown) => ({ ...told, type: headers.get('content-type'), body })),
  )
})

const withdraws = ({ path }: Sent): boolean => path.startsWith('/api/operations/')

/** Every POST of this story so far that could do something, in order. */
export const sent = async (): Promise<readonly Sent[]> => (await Promise.all(posts)).filter((post) => !withdraws(post))

/** The keys of the intents that were withdrawn so far, each once. */
export const withdrawn = async (): Promise<readonly (string | null)[]> => [
  ...new Set((await Promise.all(posts)).filter(withdraws).map(({ key }) => key)),
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
  beat: (): void => demo.beat(),
}

/** Bob Ng, who works with the same journeys at another desk. His requests do not pass the console's network. */
export const bob = new Client({
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
  beat: async () => {},
  setTime: async () => {},
})

/** What happens on the way to a request; `reach` lets it go to the backend. */
type Happens = (reach: () => Promise<Response>) => Response | Promise<Response>

/** From now on something else happens on the way to requests of this method to paths that match. */
export function onTheWay(method: string, path: RegExp, happens: Happens): void {
  network.use(
    http.all(
      ({ request }) => request.method === method && path.test(new URL(request.url).pathname),
      ({ request }) => happens(() => demo.handle(request)),
    ),
  )
}

/** Nothing happens on the way any more. */
export const restored = (): void => network.resetHandlers()

/** The request gets nowhere. */
export const nowhere: Happens = () => HttpResponse.error()

/** The request gets there, and its answer is lost. */
export const answerLost: Happens = async (reach) => {
  await reach()
  return HttpResponse.error()
}

/** The request gets there; what comes back is a page of something in between. */
export const answerGarbled: Happens = async (reach) => {
  await reach()
  return HttpResponse.html('<!doctype html><title>Sign in to the Wi-Fi</title>')
}

/** The request gets there; its answer breaks off. */
export const answerTruncated: Happens = async (reach) => {
  const answer = await reach()
  const text = await answer.text()
  return new Response(text.slice(0, text.length / 2), { status: answer.status, headers: answer.headers })
}

/** The request gets there; something in between has no patience, and says no with a problem of its own. */
export const answerOvertaken: Happens = async (reach) => {
  await reach()
  return HttpResponse.json(
    { type: 'about:blank', title: 'Too Many Requests', status: 429, detail: 'Slow down.', code: 'rate-limited' },
    { status: 429 },
  )
}

/** It happens once; later requests reach the backend. */
export function once(happens: Happens): Happens {
  let happened = false
  return (reach) => {
    if (happened) return reach()
    happened = true
    return happens(reach)
  }
}

/** The request waits until `go`. */
export function held(): { readonly happens: Happens; readonly go: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { happens: (reach) => promise.then(reach), go: resolve }
}

/** The answer comes with some of its members changed, as from a newer server. */
export const changedAnswer =
  (change: object): Happens =>
  async (reach) =>
    HttpResponse.json({ ...((await (await reach()).json()) as object), ...change })

/** How often something is read from now on. */
export function counted(path: RegExp): () => number {
  let times = 0
  onTheWay('GET', path, (reach) => {
    times++
    return reach()
  })
  return () => times
}
