import { describe, expect, test } from 'vitest'
import { problemSchema } from '#api/contract/problem.ts'
import { ConflictError, type Store } from '#backend/store/store.ts'
import { openMemoryDatabase } from './support/memory-database.ts'
import * as v from 'valibot'
import { createMemorySessionStore } from '#server/sessions/memory-session-store.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer } from './support/test-server.ts'

const own = 'https://console.example.com'
const openServer = { HOST: '0.0.0.0', PUBLIC_URL: own, OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'console' }

const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none', 'Same-Origin', 'same-origin, cross-site'] as const
const origins = [
  undefined,
  own,
  'https://other.example.com',
  'http://console.example.com',
  'https://console.example.com:8443',
  'null',
] as const

/** Every combination of what a browser says of where a request comes from. */
const variants = sites.flatMap((site) => origins.map((origin) => ({ site, origin })))
const ownVariants = variants.filter(
  ({ site, origin }) =>
    ([undefined, 'same-origin'].includes(site) && [undefined, own].includes(origin)) || (site === 'same-origin' && origin === 'null'),
)

const sendFrom = async ({ site, origin }: (typeof variants)[number], path = '/sign-out', method = 'POST') => {
  const headers = { ...(site === undefined ? {} : { 'sec-fetch-site': site }), ...(origin === undefined ? {} : { origin }) }
  return createTestServer(openServer).send(path, { method, headers })
}

describe('requests of other sites', () => {
  test.each(variants.filter((variant) => !ownVariants.includes(variant)))(
    'that would change something are refused: %o',
    async (variant) => {
      const response = await sendFrom(variant)

      expect([response.status, response.headers.get('content-type')]).toEqual([403, 'application/problem+json'])
      expect(await response.json()).toMatchObject({ code: 'cross-origin' })
    },
  )

  test.each(ownVariants)('are told apart from own ones: %o', async (variant) => {
    const response = await sendFrom(variant)

    expect(response.status).toBe(303)
  })

  test('may follow a link', async () => {
    const response = await sendFrom({ site: 'cross-site', origin: undefined }, '/journeys/a', 'GET')

    expect(response.status).toBe(200)
  })

  test('are refused before the API looks at them', async () => {
    const response = await sendFrom({ site: undefined, origin: 'https://other.example.com' }, '/api/versions/a/stop')

    expect(response.status).toBe(403)
  })

  test.each([
    ['https://other.example.com/', 421],
    ['https://console.example.com/', 200],
    ['https://console.example.com:8443/', 421],
    ['http://10.0.0.7:8080/readyz', 503],
  ])('that mean another host get nothing: %s, %i', async (address, status) => {
    const { server } = createTestServer(openServer)

    expect((await server.handle(new Request(address), '10.0.0.1')).status).toBe(status)
  })

  test.each(['http://localhost:8080/', 'http://127.0.0.1:8080/', 'http://[::1]:8080/', 'http://evil.example/'])(
    'reach a server without a public address by a loopback name alone: %s',
    async (address) => {
      const { server } = createTestServer()

      expect((await server.handle(new Request(address), '127.0.0.1')).status).toBe(address.includes('evil') ? 421 : 200)
    },
  )
})

describe('request identifiers', () => {
  test.each(['0af7651916cd43dd8448eb211c80319c', 'a.b:c-d_1'])('%s of a proxy goes on to the log and the response', async (id) => {
    const { send, lines } = createTestServer()

    const response = await send('/', { headers: { 'x-request-id': id } })

    expect([response.headers.get('x-request-id'), lines[0]?.['requestId']]).toEqual([id, id])
  })

  test.each(['short', 'with space inside', '"quoted-id"', 'a'.repeat(200)])('%s is replaced', async (id) => {
    const response = await createTestServer().send('/', { headers: { 'x-request-id': id } })

    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f]{32}$/)
  })
})

describe('the log', () => {
  test('has one line a request, with nothing that people wrote', async () => {
    const { send, signIn, setVersions, lines } = createTestServer()
    const cookie = await signIn(marketer)
    await setVersions([buildVersion({ id: 'ana-secret' })])

    await send('/api/versions?search=ana%40example.com', { cookie })
    await send('/api/versions/ana-secret', { cookie })
    await send('/sign-in?to=/journeys/ana-secret')
    await send('/healthz')

    expect(lines.map(({ route, status }) => [route, status])).toEqual([
      ['/api/versions', 200],
      ['/api/versions/{id}', 200],
      ['/sign-in', 200],
    ])
    expect(JSON.stringify(lines)).not.toMatch(/ana|session/i)
    expect(Object.keys(lines[0] ?? {})).toEqual(['time', 'level', 'event', 'requestId', 'method', 'route', 'status', 'ms'])
  })

  test('an internal error is logged with its stack, and answered without it', async () => {
    const database = openMemoryDatabase()
    const failing: Store = { ...database.store, read: () => Promise.reject(new Error('disk full')) }
    const { send, signIn, lines } = createTestServer({}, { database: { ...database, store: failing } })

    const response = await send('/api/versions', { cookie: await signIn(marketer) })

    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('disk')])
    expect(lines.filter(({ level }) => level === 'error').map(({ event, message }) => [event, message])).toEqual([
      ['failure', 'disk full'],
      ['request', undefined],
    ])
  })
})

describe('the limit of requests', () => {
  const readProblem = async (response: Response) => v.parse(problemSchema, await response.json())

  test('is told with the time to wait, and ends', async () => {
    const { send, signIn, time } = createTestServer({ RATE_LIMIT: '60' })
    const cookie = await signIn(marketer)
    for (let count = 0; count < 60; count++) expect((await send('/api/session', { cookie })).status).toBe(200)

    const refused = await send('/api/session', { cookie })
    time.real += 1_000
    const later = await send('/api/session', { cookie })

    expect([refused.status, refused.headers.get('retry-after'), later.status]).toEqual([429, '1', 200])
    expect(await readProblem(refused)).toMatchObject({ code: 'too-many-requests', status: 429 })
  })

  test('belongs to a session; files and health have none', async () => {
    const { send, signIn } = createTestServer({ RATE_LIMIT: '1' })
    const [one, other] = [await signIn(marketer), await signIn(marketer)]
    await send('/api/session', { cookie: one })

    expect((await send('/api/session', { cookie: one })).status).toBe(429)
    expect((await send('/api/session', { cookie: other })).status).toBe(200)
    expect((await send('/', { cookie: one })).status).toBe(200)
    expect((await send('/assets/home-1a2b.js', { cookie: one })).status).toBe(200)
    expect((await send('/healthz', { cookie: one })).status).toBe(200)
  })

  test('of an address cannot be evaded by inventing sessions, nor addresses', async () => {
    const { send } = createTestServer({ RATE_LIMIT: '1', TRUSTED_PROXIES: '1' })
    const sendInvented = (count: number) =>
      send('/api/session', { cookie: `journey-console-session=${count}`, headers: { 'x-forwarded-for': `10.0.0.${count}, 192.0.2.1` } })
    for (let count = 0; count < 10; count++) expect((await sendInvented(count)).status).toBe(401)

    expect((await sendInvented(10)).status).toBe(429)
    expect((await send('/api/session', { headers: { 'x-forwarded-for': '192.0.2.1, 192.0.2.2' } })).status).toBe(401)
  })
})

describe('a database that is away', () => {
  const refused = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
  const terminated = () => Promise.reject(new Error('Connection terminated unexpectedly'))

  /** A server whose database can be taken away. */
  const createBreakable = async (fail: () => Promise<never>) => {
    const database = openMemoryDatabase()
    const sessionStore = createMemorySessionStore()
    let isAway = false
    const orFail = <T>(work: () => Promise<T>): Promise<T> => (isAway ? fail() : work())
    const testServer = createTestServer(
      {},
      {
        database: {
          ...database,
          ping: () => orFail(() => database.ping()),
          store: { read: (work) => orFail(() => database.store.read(work)), write: (work) => orFail(() => database.store.write(work)) },
        },
        sessionStore: { ...sessionStore, find: (id) => orFail(() => sessionStore.find(id)) },
      },
    )
    testServer.server.readiness.set('ready')
    await testServer.setVersions([buildVersion()])
    return { ...testServer, cookie: await testServer.signIn(marketer), setAway: (away: boolean) => (isAway = away) }
  }

  test.each([
    ['refuses connections', refused],
    ['ends them', terminated],
  ])('and %s: requests are answered with 503, the process lives, and goes on afterwards', async (_, fail) => {
    const { send, cookie, setAway, lines } = await createBreakable(fail)
    const close = {
      method: 'POST',
      cookie,
      headers: { 'content-type': 'application/json', 'if-match': '"r1"', 'idempotency-key': 'once' },
      body: '{}',
    }
    setAway(true)

    const [write, read, ready, alive] = [
      await send('/api/versions/version/close', close),
      await send('/api/versions', { cookie }),
      await send('/readyz'),
      await send('/healthz'),
    ]
    setAway(false)
    const again = await send('/api/versions/version/close', close)

    expect([write.status, write.headers.get('retry-after'), read.status, ready.status, alive.status]).toEqual([503, '2', 503, 503, 200])
    expect(await write.json()).toMatchObject({ code: 'unavailable', status: 503 })
    expect(await ready.json()).toEqual({ status: 'database' })
    expect([again.status, (await send('/readyz')).status]).toEqual([200, 200])
    expect(lines.map(({ event }) => event).filter((event) => String(event).startsWith('database-'))).toEqual([
      'database-unavailable',
      'database-available',
    ])
  })

  test('is told apart from a conflict', async () => {
    const database = openMemoryDatabase()
    const store: Store = { ...database.store, read: () => Promise.reject(new ConflictError('version', 1)) }
    const { send, signIn } = createTestServer({}, { database: { ...database, store } })

    expect((await send('/api/versions', { cookie: await signIn(marketer) })).status).toBe(500)
  })

  test('and does not answer at all makes the server not ready within the time limit', async () => {
    const database = { ...openMemoryDatabase(), ping: () => new Promise<void>(() => {}) }
    const { send, server } = createTestServer({}, { database })
    server.readiness.set('ready')

    const response = await send('/readyz')

    expect([response.status, await response.json()]).toEqual([503, { status: 'database' }])
  })
})
