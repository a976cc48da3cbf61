import { createServerFolder, startServerProcess, type ServerProcess } from '#test/server/support/server-process.ts'

/** A replica that a supervisor keeps running. */
interface Replica {
  /** Its address once it answers requests. */
  readonly getAddress: () => Promise<string>
  /** Kills it as soon as it answers requests, and starts it again at once. */
  readonly crash: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts a replica as a process. `onEvents` gets the names of its log, once it has ended. */
function startReplica(start: () => Promise<ServerProcess>, onEvents: (events: readonly string[]) => void): Replica {
  let running = start()
  return {
    getAddress: async () => (await running).address,
    crash: async () => {
      const { kill } = await running
      // Requests to the address of before fail until the next process answers.
      const { events } = await kill()
      onEvents(events)
      running = start()
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
  /** Sends a request to one of them. Rejects if it does not answer, or if its answer is cut off. */
  readonly send: (nth: number, path: string, init?: RequestInit) => Promise<Response>
  readonly crash: (nth: number) => Promise<void>
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
  await Promise.all(replicas.map(({ getAddress }) => getAddress()))
  return {
    count,
    send: async (nth, path, init) => fetch((await replicas[nth]!.getAddress()) + path, init),
    crash: (nth) => replicas[nth]!.crash(),
    stop: async () => {
      await Promise.all(replicas.map((replica) => replica.stop()))
      folder.remove()
      return events
    },
  }
}
