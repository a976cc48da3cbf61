import { retriablePostgresException } from '@dbos-inc/dbos-sdk/internal/system_database'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool, TranslatingClient } from '#packages/engine-dbos/open-pool.ts'
import { isUnavailable } from '#server/store/is-unavailable.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'

/** What Node says if a call of the system fails. */
const createSystemError = (code: string, syscall: string) =>
  Object.assign(new Error(`${syscall} failed: ${code}`), { errno: -1, code, syscall })

/** Calls of the system that a connection makes, each with what may happen to it while a database is away. */
const systemErrors: readonly (readonly [syscall: string, ...codes: readonly string[]])[] = [
  ['getaddrinfo', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'],
  ['connect', 'ECONNREFUSED', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT'],
  ['write', 'EPIPE', 'ECONNRESET', 'ECONNABORTED', 'EPROTO'],
  ['read', 'ECONNRESET', 'ETIMEDOUT', 'ENOTCONN'],
]

/** Lets a connection fail that has reached a server, with TLS once it has changed its socket. Resolves to the error that its user gets. */
async function failConnection(failure: Error, isEncrypted: boolean): Promise<unknown> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (isEncrypted) socket.once('data', () => socket.write('S'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const client = new TranslatingClient({ host: '127.0.0.1', port: address.port, user: 'user', ssl: isEncrypted })
  const connecting = client.connect().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  await once(client.connection, isEncrypted ? 'sslconnect' : 'connect')
  client.connection.stream.destroy(failure)
  const reason = await connecting
  server.close()
  return reason
}

const cases = systemErrors.flatMap(([syscall, ...codes]) => codes.map((code) => [syscall, code] as const))

test.each(cases)(
  'a connection whose %s fails with %s is tried again by DBOS, and counts as unavailable, with and without TLS',
  async (syscall, code) => {
    for (const isEncrypted of [false, true]) {
      const reason = await failConnection(createSystemError(code, syscall), isEncrypted)

      expect(reason).toMatchObject({ message: `${syscall} failed: ${code}` })
      expect([retriablePostgresException(reason), isUnavailable(reason)]).toEqual([true, true])
    }
  },
)

test('a connection to a name none of whose addresses answers is tried again by DBOS', async () => {
  const causes = [createSystemError('EHOSTDOWN', 'connect'), createSystemError('ENETDOWN', 'connect')]
  const error = Object.assign(new AggregateError(causes), { code: 'EHOSTDOWN' })

  expect(retriablePostgresException(await failConnection(error, false))).toBe(true)
})

test('an error of the program itself is not tried again', async () => {
  expect(retriablePostgresException(await failConnection(new TypeError('wrong'), false))).toBe(false)
})

describe('on PostgreSQL', () => {
  let cluster: PostgresqlCluster
  let databaseUrl: string
  let pool: Pool
  beforeAll(async () => {
    cluster = await startPostgresql()
    databaseUrl = await cluster.createDatabase()
    pool = openPool(databaseUrl)
  })
  afterAll(async () => {
    await pool.end()
    await cluster.stop()
  })
  const fail = (query: string) => pool.query(query).catch((error: unknown) => error)

  test('an answer that the database may only be read is tried again by DBOS: it has become a standby', async () => {
    const reason = await fail('begin read only; create table written (id integer)')

    expect(reason).toMatchObject({ message: expect.stringContaining('read-only') })
    expect([retriablePostgresException(reason), isUnavailable(reason)]).toEqual([true, true])
  })

  test('an answer to a wrong statement is not tried again', async () => {
    expect(retriablePostgresException(await fail('select from missing'))).toBe(false)
  })

  test('connections have a name and timeouts, and the address may set others', async () => {
    const read = async (given: Pool) => {
      const { rows } = await given.query<Record<string, string>>(
        `select current_setting('application_name') as name, current_setting('idle_in_transaction_session_timeout') as idle`,
      )
      return [rows[0]?.name, rows[0]?.idle, given.options.connectionTimeoutMillis]
    }
    const join = (parameters: string) => `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}${parameters}`
    const addresses = [
      'application_name=mine&connect_timeout=3&options=-c%20idle_in_transaction_session_timeout%3D7s',
      'idle_in_transaction_session_timeout=5000&connect_timeout=none',
    ]
    const others = addresses.map((parameters) => openPool(join(parameters)))
    const found = await Promise.all([pool, ...others].map(read))
    await Promise.all(others.map((other) => other.end()))

    expect(found).toEqual([
      ['journey-console-dbos', '1min', 10_000],
      ['mine', '7s', 3_000],
      ['journey-console-dbos', '5s', 10_000],
    ])
    expect(pool.options).toMatchObject({ keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
  })
})
