import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '#api/contract/session.ts'
import type { ServerParts } from '#server/create-server.ts'
import { createMemorySessionStore } from '#server/sessions/memory-session-store.ts'
import type { SessionStore } from '#server/sessions/session-store.ts'
import { readClaims } from '#server/sign-in/claims.ts'
import { clientSecret, resolveRedirects, startIdentityProvider, type IdentityProvider } from './support/identity-provider.ts'
import { createTestServer, type TestServer } from './support/test-server.ts'

const origin = 'http://localhost:8080'
const callback = `${origin}/sign-in/callback`
let provider: IdentityProvider
let publicProvider: IdentityProvider

beforeAll(async () => {
  provider = await startIdentityProvider(callback)
  publicProvider = await startIdentityProvider(callback, { isPublic: true })
})
afterAll(async () => {
  await provider.close()
  await publicProvider.close()
})

const createOidcServer = (variables: Readonly<Record<string, string>> = {}, replaced: Partial<ServerParts> = {}) =>
  createTestServer(
    {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'console',
      OIDC_CLIENT_SECRET: clientSecret,
      ROLES: 'marketer=view edit publish stop; viewer=view; closer=view edit',
      ...variables,
    },
    replaced,
  )

/** All cookies that a response sets, as a browser sends them back. */
const readCookies = (response: Response): string =>
  response.headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes('Max-Age=0'))
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Signs in at the provider. Returns the address to which it sends the browser back, and the cookies of the browser. */
async function signInAtProvider({ send }: TestServer, to = '/journeys/a') {
  const begun = await send(`/sign-in?to=${encodeURIComponent(to)}`)
  const address = begun.headers.get('location') ?? ''
  return { begun, address, back: new URL(await resolveRedirects(address, origin)), cookie: readCookies(begun) }
}

const finish = ({ send }: TestServer, { pathname, search }: URL, cookie?: string) => send(pathname + search, { cookie })

const readSession = async ({ send }: TestServer, cookie: string) => (await (await send('/api/session', { cookie })).json()) as Session

describe('OpenID Connect', () => {
  test('signs in with code, PKCE, state and nonce, and leads back to the page', async () => {
    const server = createOidcServer()

    const { begun, address, back, cookie } = await signInAtProvider(server)
    const response = await finish(server, back, cookie)

    const asked = new URL(address).searchParams
    expect(begun.headers.get('set-cookie')).toMatch(/^journey-console-sign-in=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/)
    expect([asked.get('response_type'), asked.get('code_challenge_method'), asked.get('scope')]).toEqual(['code', 'S256', 'openid profile'])
    expect([asked.get('state'), asked.get('nonce'), asked.get('code_challenge')].every((value) => (value ?? '').length >= 43)).toBe(true)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/journeys/a'])
    expect(await readSession(server, readCookies(response))).toMatchObject({
      user: { id: 'ana', name: 'Ana Ruiz' },
      permissions: ['view', 'edit', 'publish', 'stop'],
    })
  })

  test('a page with an address that no cookie can hold is not gone back to: browsers drop such a cookie, and the sign-in would fail', async () => {
    const server = createOidcServer()

    const { begun, back, cookie } = await signInAtProvider(server, `/?tag=${'%C3%A9'.repeat(600)}`)
    const response = await finish(server, back, cookie)

    expect((begun.headers.get('set-cookie') ?? '').length).toBeLessThan(4096)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  })

  test('without a secret PKCE alone protects the code', async () => {
    const server = createOidcServer({ OIDC_ISSUER: publicProvider.issuer, OIDC_CLIENT_SECRET: '' })

    const { back, cookie } = await signInAtProvider(server)

    expect((await finish(server, back, cookie)).status).toBe(303)
  })

  test.each([
    [['viewer'], ['view']],
    [
      ['closer', 'viewer', 'unknown'],
      ['view', 'edit'],
    ],
    [['unknown'], []],
    [[], []],
  ])('the roles %j give the permissions %j', async (roles, permissions) => {
    provider.account = { sub: 'kim', name: 'Kim', roles }
    const server = createOidcServer()
    const { back, cookie } = await signInAtProvider(server)

    const session = await readSession(server, readCookies(await finish(server, back, cookie)))

    expect(session.permissions).toEqual(permissions)
  })

  test.each<readonly [string, (back: URL, cookie: string) => readonly [back: URL, cookie?: string]]>([
    ['in another browser', (back) => [back]],
    ['with another state', (back, cookie) => [new URL(back.href.replace(/state=[^&]+/, `state=${'x'.repeat(43)}`)), cookie]],
    ['without a code', (back, cookie) => [new URL(back.href.replace(/code=[^&]+&?/, '')), cookie]],
    ['with another code', (back, cookie) => [new URL(back.href.replace(/code=[^&]+/, 'code=stolen')), cookie]],
    ['with a cookie that is no sign-in', (back) => [back, 'journey-console-sign-in=e30']],
    ['after it was refused there', (back, cookie) => [new URL(back.href.replace(/code=[^&]+/, 'error=access_denied')), cookie]],
  ])('a sign-in that comes back %s fails, and says so', async (_, change) => {
    const server = createOidcServer()
    const { back, cookie } = await signInAtProvider(server)

    const response = await finish(server, ...change(back, cookie))

    expect([response.status, readCookies(response)]).toEqual([400, ''])
    expect(await response.text()).toContain('The sign-in did not succeed')
    expect(server.lines.map(({ event }) => event)).toContain('sign-in-failed')
    expect(JSON.stringify(server.lines)).not.toMatch(/stolen|a-secret/)
  })

  test('a sign-in that comes back while the database is away is told to try again, in a sentence', async () => {
    const sessionStore: SessionStore = {
      ...createMemorySessionStore(),
      insert: async () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })),
    }
    const server = createOidcServer({}, { sessionStore })
    const { back, cookie } = await signInAtProvider(server)

    const response = await finish(server, back, cookie)

    expect([response.status, response.headers.get('retry-after'), readCookies(response)]).toEqual([503, '2', ''])
    expect(await response.text()).toContain('The database of this server cannot be reached now.')
  })

  test('a code is used once', async () => {
    const server = createOidcServer()
    const { back, cookie } = await signInAtProvider(server)
    await finish(server, back, cookie)

    expect((await finish(server, back, cookie)).status).toBe(400)
  })

  test('tells the teams, by which the permissions of a role may reach fewer journeys', async () => {
    provider.account = { sub: 'ana', name: 'Ana Ruiz', roles: ['marketer'], teams: ['Blue'] }
    const server = createOidcServer({ ROLES: 'marketer=view edit stop@own-team', OIDC_TEAMS_CLAIM: 'teams' })

    const { back, cookie } = await signInAtProvider(server)
    const session = await readSession(server, readCookies(await finish(server, back, cookie)))

    expect(session).toMatchObject({ permissions: ['view', 'edit', 'stop'], ownTeamOnly: ['stop'], teams: ['Blue'] })
  })

  test('an issuer that is away is asked again by the next sign-in', async () => {
    let isAway = true
    const issuer = createServer((request, response) => {
      const origin = `http://${request.headers.host}`
      const endpoints = { authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/keys` }
      response.writeHead(isAway ? 503 : 200, { 'content-type': 'application/json', connection: 'close' })
      response.end(JSON.stringify({ issuer: origin, ...endpoints }))
    })
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
    const { send } = createOidcServer({ OIDC_ISSUER: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}` })

    const refused = await send('/sign-in')
    isAway = false
    const begun = await send('/sign-in')
    await new Promise((resolve) => issuer.close(resolve))

    expect([refused.status, begun.status]).toEqual([400, 303])
    expect(begun.headers.get('location')).toContain('/authorize?')
  })
})

describe('claims', () => {
  test.each([
    [{ sub: 'a', name: 'Ana', roles: ['x', 'y'] }, { id: 'a', name: 'Ana' }, ['x', 'y']],
    [{ sub: 'a', preferred_username: 'ana', roles: 'x' }, { id: 'a', name: 'ana' }, ['x']],
    [{ sub: 'a', name: ' ', email: 'ana@example.com', roles: [1] }, { id: 'a', name: 'ana@example.com' }, []],
    [{ sub: 'a' }, { id: 'a', name: 'a' }, []],
  ])('%j tell the user %j with the roles %j', (claims, user, roles) => {
    expect(readClaims(claims, 'roles')).toEqual({ user, roles, teams: [] })
  })

  test.each([
    [
      ['Blue', 'Red'],
      ['Blue', 'Red'],
    ],
    ['Blue', ['Blue']],
    [['', 'x'.repeat(101), 'Blue'], ['Blue']],
    [[1], []],
    [undefined, []],
  ])('the claim %j tells the teams %j', (teams, expected) => {
    expect(readClaims({ sub: 'a', teams }, 'roles', 'teams').teams).toEqual(expected)
  })

  test('a long subject becomes a short identifier, another one for each', () => {
    const ids = ['a', 'b'].map((letter) => readClaims({ sub: letter.repeat(255) }, 'roles').user.id)

    expect([ids[0]?.length, new Set(ids).size]).toEqual([64, 2])
  })

  test('no subject is no user', () => {
    expect(() => readClaims({ name: 'Ana' }, 'roles')).toThrow()
  })
})
