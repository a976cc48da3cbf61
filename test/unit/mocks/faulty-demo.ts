import type { Version } from '#api/contract/version.ts'
import { createDemo, type Demo } from '#mocks/demo/demo.ts'
import { memoryGround } from '#mocks/hosts/msw-node.ts'
import { seed } from '#mocks/seed/seed.ts'

const beginning = Date.UTC(2026, 2, 4, 14, 12, 5)
const contents = await seed(beginning)

/** A wait that goes on until it is let go. */
interface Waiting {
  readonly ms: number
  readonly go: () => void
}

/** A demo whose time a test holds in its hands. */
export interface FaultyDemo extends Demo {
  readonly waiting: Waiting[]
  /** From now on nothing has to wait. */
  hurry(): void
  send(path: string, init?: RequestInit): Promise<Response>
  /** Stops Welcome series v. 2 as it was at first, under this key. */
  stop(key?: string): Promise<Response>
  welcome(): Promise<Version>
  /** What has happened to Welcome series v. 2, newest first; read past the network. */
  happened(): Promise<readonly string[]>
}

export const welcome = '/api/versions/welcome-series-v2'

/** The demo as it is at first, its network included. */
export async function faultyDemo(): Promise<FaultyDemo> {
  const ground = memoryGround()
  let hurried = false
  const waiting: Waiting[] = []
  const demo = createDemo({
    ...ground,
    wait: (ms) => (hurried ? Promise.resolve() : new Promise((resolve) => waiting.push({ ms, go: resolve }))),
  })
  await demo.start(contents, beginning)
  const send = (path: string, init?: RequestInit) => demo.handle(new Request(`http://localhost${path}`, init))
  const read = async (): Promise<Version> => (await (await send(welcome)).json()) as Version
  const first = await read()
  return {
    ...demo,
    waiting,
    hurry: () => {
      hurried = true
    },
    send,
    stop: (key = 'once') =>
      send(`${welcome}/stop`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'if-match': `"r${first.revision}"`, 'idempotency-key': key },
        body: JSON.stringify({ reason: 'wrongAudience' }),
      }),
    welcome: read,
    happened: async () => {
      const entries = await ground.store.read((reader) => reader.history('welcome-series-v2', 10))
      return entries.map(({ type, actor }) => `${actor?.name ?? 'by itself'}: ${type}`)
    },
  }
}
