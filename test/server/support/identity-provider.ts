import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { vi } from 'vitest'

/** The claims of who signs in at the provider. */
interface Account {
  readonly sub: string
  readonly name: string
  readonly roles: readonly string[]
  readonly teams?: readonly string[]
}

/** A real OpenID Connect provider in this process. It signs in `account` without asking. */
export interface IdentityProvider {
  readonly issuer: string
  account: Account
  readonly close: () => Promise<void>
}

export const clientSecret = 'a-secret-of-the-client'

/** Starts a provider that knows one client, with this redirect address. */
export async function startIdentityProvider(redirectUri: string, { isPublic = false } = {}): Promise<IdentityProvider> {
  const identity: { account: Account } = { account: { sub: 'ana', name: 'Ana Ruiz', roles: ['marketer'] } }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // It warns that it keeps everything in memory.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    clients: [
      {
        client_id: 'console',
        redirect_uris: [redirectUri],
        ...(isPublic ? { token_endpoint_auth_method: 'none' } : { client_secret: clientSecret }),
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'roles', 'teams'] },
    // Names and roles are told when they are asked for, and not by the ID token.
    conformIdTokenClaims: true,
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => identity.account }),
    interactions: { url: (_: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: async ({
      oidc,
    }: {
      readonly oidc: {
        readonly client: { readonly clientId: string }
        readonly session: { readonly accountId: string }
      }
    }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  warn.mockRestore()
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/'))
      return void provider.interactionFinished(request, response, { login: { accountId: identity.account.sub } })
    return void answer(request, response)
  })
  return Object.assign(identity, {
    issuer,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

/** Follows redirects of the provider as a browser does, until one leads to `origin`. Returns that address. */
export async function resolveRedirects(address: string, origin: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = address
  for (let count = 0; count < 10 && !next.startsWith(origin); count++) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
    next = new URL(location, next).href
  }
  return next
}
