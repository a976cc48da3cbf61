import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A relay between a program and PostgreSQL, which counts and which can swallow everything, as a network does that fails without a sign. */
export interface DatabaseRelay {
  /** The address of the database by way of the relay. */
  readonly url: string
  /** How often a client has sent something after an answer: the round trips, but for those of connecting, and of hints, which no request waits for. */
  readonly countTrips: () => number
  /** Forwards nothing from now on, in either direction, on connections that are open and on new ones. */
  readonly swallow: () => void
  /** Forwards new connections again. Those from before stay dead. */
  readonly forward: () => void
  /** Ends each connection that is open, with an error in one piece with its next answer, as PostgreSQL may when it ends. */
  readonly endWithAnswers: () => void
  readonly close: () => Promise<void>
}

const formatField = (name: string, value: string): string => `${name}${value}\0`

const fatalFields = Buffer.from(
  `${formatField('S', 'FATAL')}${formatField('C', '57P01')}${formatField('M', 'terminating connection due to unexpected postmaster exit')}\0`,
)

/** The message of an error that ends a connection. */
const fatalError = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), fatalFields])
fatalError.writeInt32BE(fatalFields.length + 4, 1)

/** How the last message of an answer begins, which lets the client send the next query. */
const readyForQuery = Buffer.from('Z\0\0\0\u0005')

const isWholeAnswer = (data: Buffer): boolean => data.subarray(-6, -1).equals(readyForQuery)

/** Starts a relay to a database that listens on a socket in a folder. */
export async function startDatabaseRelay(url: string): Promise<DatabaseRelay> {
  const { hostname, pathname, username } = new URL(url)
  const path = `${decodeURIComponent(hostname)}/.s.PGSQL.5432`
  const sockets = new Set<Socket>()
  let trips = 0
  let isSwallowing = false
  let ending = new Set<Socket>()
  const open = new Set<Socket>()
  const server = createServer((client) => {
    open.add(client)
    const database = connect(path)
    // What comes before the first answer connects.
    let hasAnswered = false
    let isDead = false
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    const isLost = () => (isDead ||= isSwallowing)
    client.on('data', (data) => {
      if (isLost()) return
      if (hasAnswered && !data.includes('pg_notify') && !data.includes('_timeout')) trips++
      hasAnswered = false
      database.write(data)
    })
    database.on('data', (data) => {
      if (isLost()) return
      hasAnswered = true
      if (ending.has(client) && isWholeAnswer(data)) {
        client.end(Buffer.concat([data, fatalError]))
        database.destroy()
      } else client.write(data)
    })
    client.on('close', () => {
      open.delete(client)
      database.destroy()
    })
    database.on('close', () => void (isLost() || ending.has(client) || client.destroy()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.')
  return {
    url: `postgresql://${username}@127.0.0.1:${address.port}${pathname}`,
    countTrips: () => trips,
    swallow: () => {
      isSwallowing = true
    },
    forward: () => {
      isSwallowing = false
    },
    endWithAnswers: () => {
      ending = new Set(open)
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
