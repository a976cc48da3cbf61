import { Agent, createServer, request as sendRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { wait } from '#server/runtime/timers.ts'

/** Interval at which replicas are asked whether they are ready, in milliseconds: shorter than the time that they give for it. */
const probeMs = 100

/** A load balancer in this process. */
export interface LoadBalancer {
  readonly address: string
  /** Sends requests to a replica from the moment it is ready, and until it says that it is not. Resolves once it is. */
  readonly add: (address: string) => Promise<void>
  readonly remove: (address: string) => void
  /** How many requests met a connection that was closed. */
  readonly countResent: () => number
  readonly close: () => Promise<void>
}

/** Sends a request once. Resolves to `null` if it met a connection that is closed; rejects if another failure came before an answer has begun. */
const forward = (agent: Agent, address: string, { method, url, headers }: IncomingMessage, body: string): Promise<IncomingMessage | null> =>
  new Promise((resolve, reject) => {
    const request = sendRequest(new URL(url ?? '', address), { agent, method, headers }, resolve)
    const fail = (error: Error & { readonly code?: string }) => {
      const isClosed = error.code === 'ECONNREFUSED' || (request.reusedSocket && error.code === 'ECONNRESET')
      if (isClosed) resolve(null)
      else reject(error)
    }
    request.on('error', fail).end(body)
  })

/** What a replica said last: `busy` if its database did not answer in time, which on a slow machine may be all replicas. */
type ReplicaState = 'ready' | 'busy' | 'away'

async function probeReplica(address: string): Promise<ReplicaState> {
  try {
    const response = await fetch(`${address}/readyz`)
    const { status } = (await response.json()) as { readonly status: string }
    if (response.ok) return 'ready'
    return status === 'database' ? 'busy' : 'away'
  } catch {
    return 'away'
  }
}

/**
 * Starts a load balancer. It takes replicas in turns, keeps connections to them, and sends a request to another one only if it met a connection that
 * was closed. Any other failure is answered with 502.
 */
export async function startLoadBalancer(): Promise<LoadBalancer> {
  const agent = new Agent({ keepAlive: true })
  const replicas = new Map<string, ReplicaState>()
  let [turn, resent] = [0, 0]

  const over = new AbortController()
  /** Asks a replica again and again. `onReady` is called whenever it is. */
  const watch = async (address: string, onReady: () => void) => {
    replicas.set(address, 'away')
    while (replicas.has(address) && !over.signal.aborted) {
      const state = await probeReplica(address)
      if (replicas.has(address)) replicas.set(address, state)
      if (state === 'ready') onReady()
      await wait(probeMs)
    }
  }

  const findAnswer = async (incoming: IncomingMessage, body: string): Promise<IncomingMessage> => {
    const usable = (['ready', 'busy'] as const).map((wanted) =>
      [...replicas].flatMap(([address, state]) => (state === wanted ? address : [])),
    )
    const found = usable.find(({ length }) => length > 0) ?? []
    const first = turn++ % Math.max(1, found.length)
    for (const address of [...found.slice(first), ...found.slice(0, first)]) {
      const answer = await forward(agent, address, incoming, body)
      if (answer) return answer
      resent++
    }
    throw new Error('No replica is ready.')
  }
  const server = createServer((incoming, outgoing) => {
    const respond = async () => {
      const answer = await findAnswer(incoming, await text(incoming))
      const { connection: _, ...headers } = answer.headers
      answer.on('error', () => outgoing.destroy())
      answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, headers))
    }
    void respond().catch((error: unknown) => outgoing.writeHead(502).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (address) => new Promise((resolve) => void watch(address, resolve)),
    remove: (address) => void replicas.delete(address),
    countResent: () => resent,
    close: async () => {
      over.abort()
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
