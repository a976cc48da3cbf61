import { http } from 'msw/http'
import { setupServer } from 'msw/node'
import type { Session } from '#api/contract/session.ts'
import type { Seed } from '#backend/store/store.ts'
import { createHandlers } from '#mocks/hosts/handlers.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { Client } from '#test/contract/support/client.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { createTestDemo } from '#test/support/test-demo.ts'
import type { TransportFault } from '#test/support/transport-faults.ts'

/** Start time of every test: a Wednesday, noon. */
export const now = Date.UTC(2026, 2, 11, 12)

const journeys = await createDemoSeed(now)
const demo = createTestDemo()
const network = setupServer(...createHandlers(demo))
let session: Session | null = marketer

/** A POST that the console has sent. */
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

/** Every command sent in this test, in order. */
export const readSentCommands = async (): Promise<readonly SentRequest[]> =>
  (await Promise.all(posts)).filter((post) => !isCancellation(post))

/** The idempotency keys that were cancelled in this test, each once. */
export const readCancelledKeys = async (): Promise<readonly (string | null)[]> => [
  ...new Set((await Promise.all(posts)).filter(isCancellation).map(({ key }) => key)),
]

/** The demo behind MSW, in the test process. An unhandled request fails. */
export const backend = {
  listen: () => network.listen({ onUnhandledFrame: 'error' }),
  close: () => network.close(),
  /** Restarts at noon with the demo's journeys, or others; a marketer is signed in, without faults. */
  start: async (contents: Seed = journeys): Promise<void> => {
    await demo.start(contents, now)
    backend.signIn(marketer)
    network.resetHandlers()
    posts.length = 0
  },
  /** Sets the session; `null` for signed out. */
  signIn: (who: Session | null): void => demo.signIn((session = who)),
  setTime: (at: number): void => demo.setTime(at),
  /** Notifies event streams that time has passed. */
  sendHeartbeat: (): Promise<void> => demo.sendHeartbeat(),
}

/** Bob Ng, a second user of the same journeys. His requests bypass the console's network and its faults. */
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

/** Requests of the user of the console, outside of it. */
export const marketerClient = Object.assign(Object.create(otherUser) as Client, {
  send: async (path: string, init?: RequestInit) => {
    const response = await fetch(path, init)
    return { status: response.status, body: await response.json() }
  },
})

/** Applies a fault to later requests of this method to matching paths. */
export function interceptRequests(method: string, path: RegExp, fault: TransportFault): void {
  network.use(
    http.all(
      ({ request }) => request.method === method && path.test(new URL(request.url).pathname),
      ({ request }) => fault(() => demo.handle(request), request),
    ),
  )
}

/** Removes all faults. */
export const removeInterceptions = (): void => network.resetHandlers()

/** Counts later reads of a path. */
export function countReads(path: RegExp): () => number {
  let count = 0
  interceptRequests('GET', path, (next) => {
    count++
    return next()
  })
  return () => count
}
