import { describe, expect, test } from 'vitest'
import { sessionSchema, type Session } from '#api/contract/session.ts'
import * as v from 'valibot'
import { createMemorySessionStore } from '#server/sessions/memory-session-store.ts'
import { readReturnPath } from '#server/sign-in/paths.ts'
import { marketer, viewer } from '#test/contract/support/sessions.ts'
import { createTestServer, readCookie, type TestServer } from './support/test-server.ts'

const hour = 3_600_000

const readUser = async ({ send }: TestServer, cookie: string) => {
  const response = await send('/api/session', { cookie })
  return response.status === 200 ? ((await response.json()) as { readonly user: { readonly name: string } }).user.name : response.status
}

const post = ({ send }: TestServer, path: string, fields: Readonly<Record<string, string>>, cookie?: string) =>
  send(path, { method: 'POST', body: new URLSearchParams(fields), cookie })

describe('the sign-in of development', () => {
  test.each([
    ['marketer', ['view', 'edit', 'publish', 'stop']],
    ['viewer', ['view']],
  ])('makes a %s of any name', async (role, permissions) => {
    const server = createTestServer({ ROLES: '' })

    const response = await post(server, '/sign-in?to=/journeys/a%3Ftab%3Dpeople', { name: ' Léa Fontaine ', role })
    const session = await server.send('/api/session', { cookie: readCookie(response) })

    expect([response.status, response.headers.get('location')]).toEqual([303, '/journeys/a?tab=people'])
    expect(await session.json()).toEqual({ user: { id: 'lea-fontaine', name: 'Léa Fontaine' }, permissions, signOut: '/sign-out' })
  })

  test('takes the teams that are typed, so that rights of teams can be tried', async () => {
    const server = createTestServer({ ROLES: 'lead=view edit stop@own-team; chief=stop' })

    const response = await post(server, '/sign-in', { name: 'Ana', role: 'lead', teams: ' Retail, Équipe 2,,Retail ' })
    const session = await server.send('/api/session', { cookie: readCookie(response) })

    expect(await session.json()).toMatchObject({
      permissions: ['view', 'edit', 'stop'],
      ownTeamOnly: ['stop'],
      teams: ['Retail', 'Équipe 2'],
    })
  })

  test('a permission of two roles reaches every journey if it does for one of them', async () => {
    const server = createTestServer({ ROLES: 'lead=view edit stop@own-team; chief=stop publish@own-team' })
    const person = { user: marketer.user, roles: ['lead', 'chief'], teams: ['Blue'] }

    const cookie = (await server.server.sessions.start(new Request('http://localhost:8080'), person)).split(';')[0]
    const session = await server.send('/api/session', { cookie })

    expect(await session.json()).toMatchObject({ permissions: ['view', 'edit', 'publish', 'stop'], ownTeamOnly: ['publish'] })
  })

  test('a role with support may look customers up, and no line of the log has the identifier of one', async () => {
    const server = createTestServer({ ROLES: 'marketer=view support; viewer=view' })
    const lookUp = async (role: string) => {
      const cookie = readCookie(await post(server, '/sign-in', { name: 'Sam', role }))
      const session = (await (await server.send('/api/session', { cookie })).json()) as Session
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ id: 'customer-4711' })
      return [session.support, (await server.send('/api/people/look-up', { method: 'POST', headers, body, cookie })).status]
    }

    // People of this server are simulated.
    expect([await lookUp('marketer'), await lookUp('viewer')]).toEqual([
      [true, 409],
      [undefined, 403],
    ])
    expect(server.lines.some(({ route }) => route === '/api/people/look-up')).toBe(true)
    expect(JSON.stringify(server.lines)).not.toContain('customer-4711')
  })

  test.each([
    ['Ольга 2', 'Иван 2'],
    ['李 Smith', '王 Smith'],
  ])('%s and %s are two users', async (...names) => {
    const server = createTestServer({ ROLES: '' })
    const read = async (name: string) => {
      const cookie = readCookie(await post(server, '/sign-in', { name, role: 'viewer' }))
      return ((await (await server.send('/api/session', { cookie })).json()) as Session).user.id
    }

    expect(await read(names[0])).not.toBe(await read(names[1]))
  })

  test('the longest name is a user that the contract allows, whatever its letters become', async () => {
    const server = createTestServer({ ROLES: '' })

    const response = await post(server, '/sign-in', { name: 'ﬃ'.repeat(100), role: 'viewer' })
    const session = await server.send('/api/session', { cookie: readCookie(response) })

    expect(v.is(sessionSchema, await session.json())).toBe(true)
  })

  test.each([
    ['', 'viewer'],
    ['x'.repeat(101), 'viewer'],
    ['Ana', 'admin'],
  ])('refuses the name %j with the role %s, and says why', async (name, role) => {
    const response = await post(createTestServer(), '/sign-in', { name, role })

    expect([response.status, response.headers.get('set-cookie')]).toEqual([422, null])
    expect(await response.text()).toContain('role="alert"')
  })

  test.each([
    ['en-GB', 'Sign in', 'lang="en"'],
    ['fr-CA, en', 'Se connecter', 'lang="fr"'],
    ['de', 'Sign in', 'lang="en"'],
  ])('speaks the language of the browser: %s', async (accepted, title, lang) => {
    const html = await (await createTestServer().send('/sign-in', { headers: { 'accept-language': accepted } })).text()

    expect(html).toContain(`<h1>${title}</h1>`)
    expect(html).toContain(lang)
  })

  test('is a page without a script, whose text stays text', async () => {
    const server = createTestServer()
    const page = await server.send('/sign-in?to=/%22%3E%3Cscript%3E')
    const refused = await post(server, '/sign-in', { name: '"><img src=x>', role: 'none' })
    const html = (await page.text()) + (await refused.text())

    expect(html).not.toMatch(/<script|<img/)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/)
    expect([page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual(['no-store', 'same-origin'])
  })

  test('is where a browser without a session goes, and nothing else', async () => {
    const { send } = createTestServer()
    const browser = { headers: { accept: 'text/html,*/*' } }

    const page = await send('/journeys/a?tab=people', browser)
    const [file, unknown, api] = await Promise.all(['/assets/home-1a2b.js', '/nothing', '/api/session'].map((path) => send(path, browser)))

    expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fjourneys%2Fa%3Ftab%3Dpeople'])
    expect([file?.status, unknown?.status, api?.status]).toEqual([200, 404, 401])
    expect(await api?.json()).toMatchObject({ code: 'unauthenticated', signIn: '/sign-in' })
  })

  test.each([
    ['/journeys/a?x=1', '/journeys/a?x=1'],
    ['//other.example.com', '/'],
    ['/\\other.example.com', '/'],
    ['https://other.example.com/', '/'],
    ['/a/..//other.example.com', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    [null, '/'],
  ])('the way back %j leads to %s', (to, path) => {
    expect(readReturnPath(to)).toBe(path)
  })
})

describe('sessions', () => {
  test('the cookie is for this server alone, and no script', async () => {
    const response = await post(createTestServer(), '/sign-in', { name: 'Ana', role: 'view' })

    expect(response.headers.get('set-cookie')).toMatch(
      /^journey-console-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/,
    )
  })

  test('over https the cookie is bound to the host', async () => {
    const server = createTestServer({ PUBLIC_URL: 'https://localhost:8443' })

    const response = await post(server, '/sign-in', { name: 'Ana', role: 'view' })

    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=604800$/,
    )
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  test('the store never holds the token', async () => {
    const sessionStore = createMemorySessionStore()
    const server = createTestServer({}, { sessionStore })
    const token = (await server.signIn(marketer)).split('=')[1] ?? ''

    expect(await sessionStore.find(token)).toBeUndefined()
    expect(JSON.stringify(await sessionStore.findLatestOf('anna'))).not.toContain(token)
  })

  test('a sign-in gives a new token and ends the session before: an attacker’s cookie becomes no one’s (session fixation)', async () => {
    const server = createTestServer()
    const planted = await server.signIn(viewer)

    const response = await post(server, '/sign-in', { name: 'Ana', role: 'view' }, planted)

    expect(readCookie(response)).not.toBe(planted)
    expect([await readUser(server, planted), await readUser(server, readCookie(response))]).toEqual([401, 'Ana'])
  })

  test.each([
    ['unused for 12 hours', 12 * hour, 1],
    ['7 days old, however much it is used', 7 * 24 * hour, 24],
  ])('a session that is %s has ended', async (_, age, uses) => {
    const server = createTestServer()
    const cookie = await server.signIn(marketer)
    for (let use = 0; use < uses; use++) {
      expect(await readUser(server, cookie)).toBe('Anna Müller')
      server.time.real += age / uses
    }
    expect(await readUser(server, cookie)).toBe('Anna Müller')

    server.time.real += age / uses + 1

    expect(await readUser(server, cookie)).toBe(401)
  })

  test('a session is written at most once a minute while it is used', async () => {
    const store = createMemorySessionStore()
    const writes: number[] = []
    const server = createTestServer({}, { sessionStore: { ...store, markAsUsed: (id, at) => (writes.push(at), store.markAsUsed(id, at)) } })
    const cookie = await server.signIn(marketer)

    for (let second = 0; second < 150; second++) {
      await readUser(server, cookie)
      server.time.real += 1_000
    }

    expect(writes).toHaveLength(2)
  })

  test('sign-out ends the session here; the page before and after says so', async () => {
    const server = createTestServer()
    const [here, elsewhere] = [await server.signIn(marketer), await server.signIn(marketer)]
    const before = await (await server.send('/sign-out', { cookie: here })).text()

    const response = await post(server, '/sign-out', { scope: 'here' }, here)

    const after = await (await server.send(response.headers.get('location') ?? '', { cookie: readCookie(response) })).text()
    expect(before).toContain('<bdi translate="no">Anna Müller</bdi>')
    expect(after).toContain('You are signed out')
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
    expect([await readUser(server, here), await readUser(server, elsewhere)]).toEqual([401, 'Anna Müller'])
  })

  test('sign-out everywhere ends all sessions of the user, and no one else’s', async () => {
    const server = createTestServer()
    const [here, elsewhere, other] = [await server.signIn(marketer), await server.signIn(marketer), await server.signIn(viewer)]

    await post(server, '/sign-out', { scope: 'everywhere' }, here)

    expect([await readUser(server, here), await readUser(server, elsewhere), await readUser(server, other)]).toEqual([401, 401, 'Vera Lim'])
  })

  test.each(['', 'x', 'journey-console-session', '__proto__', 'a'.repeat(4000)])('a made-up cookie %j is no session', async (token) => {
    const server = createTestServer()
    await server.signIn(marketer)

    expect(await readUser(server, `journey-console-session=${token}; __Host-session=${token}`)).toBe(401)
  })

  test('expired sessions are removed', async () => {
    const sessionStore = createMemorySessionStore()
    const { server, timers, signIn, time } = createTestServer({}, { sessionStore })
    await signIn(marketer)
    server.startRuns()
    time.real += 13 * hour

    timers.advance(60_000)
    await server.stopRuns()

    expect(await sessionStore.findLatestOf('anna')).toBeUndefined()
  })
})
