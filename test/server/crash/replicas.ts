import { wait } from '#server/runtime/timers.ts'
import { createServerFolder, startServerProcess, type ServerProcess } from '#test/server/support/server-process.ts'

/** A replica that a supervisor keeps running. */
interface Replica {
  /** Its address; `null` while it starts. */
  readonly getAddress: () => string | null
  /** Waits until it answers requests. */
  readonly start: () => Promise<string>
  /** Kills it, and starts it again at once. */
  readonly crash: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts a replica as a process. `onEvents` gets the names of its log, once it has ended. */
function startReplica(start: () => Promise<ServerProcess>, onEvents: (events: readonly string[]) => void): Replica {
  let address: string | null = null
  const launch = async () => {
    const launched = await start()
    address = launched.address
    return launched
  }
  let running = launch()
  return {
    getAddress: () => address,
    start: async () => (await running).address,
    crash: async () => {
      const { events } = await (await running).kill()
      onEvents(events)
      address = null
      running = launch()
    },
    stop: async () => {
      const { events } = await (await running).kill()
      onEvents(events)
    },
  }
}

/** Replicas on one database, which requests reach through `send`. */
export interface Replicas {
  readonly count: number
  /** Sends a request to one of them, or to another one while it starts. Rejects if it does not answer, or if its answer is cut off. */
  readonly send: (nth: number, path: string, init?: RequestInit) => Promise<Response>
  /** Kills one of them `ms` milliseconds after it has begun to answer requests, or later. */
  readonly crash: (nth: number, ms: number) => Promise<void>
  /** Ends all of them. Resolves to the names of all events that they have logged. */
  readonly stop: () => Promise<ReadonlySet<string>>
}

/** Starts replicas on a database. */
export async function startReplicas(count: number, databaseUrl: string): Promise<Replicas> {
  const folder = createServerFolder()
  const variables = { DATABASE_URL: databaseUrl, RATE_LIMIT: '0', LOG_LEVEL: 'warn' }
  const events = new Set<string>()
  const replicas = Array.from({ length: count }, () =>
    startReplica(
      () => startServerProcess(folder.path, variables),
      (names) => names.forEach((name) => events.add(name)),
    ),
  )
  await Promise.all(replicas.map((replica) => replica.start()))
  return {
    count,
    send: async (nth, path, init) => {
      const [replica, ...others] = [...replicas.slice(nth), ...replicas.slice(0, nth)]
      const other = others.find(({ getAddress }) => getAddress() !== null)
      return fetch((replica?.getAddress() ?? other?.getAddress() ?? (await replica?.start())) + path, init)
    },
    crash: async (nth, ms) => {
      await replicas[nth]!.start()
      await wait(ms)
      await replicas[nth]!.crash()
    },
    stop: async () => {
      await Promise.all(replicas.map((replica) => replica.stop()))
      folder.remove()
      return events
    },
  }
}
