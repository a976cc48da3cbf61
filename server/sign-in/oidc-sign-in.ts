import * as client from 'openid-client'
import * as v from 'valibot'
import { HttpProblem } from '#backend/http/problem.ts'
import type { Config } from '#server/config/config-schema.ts'
import { describeError, type Log } from '#server/logs/log.ts'
import type { Cookies } from '#server/sessions/session-cookie.ts'
import type { Sessions } from '#server/sessions/sessions.ts'
import { readClaims } from './claims.ts'
import { escapeHtml, sendPage, sendRedirect } from './page.ts'
import { readReturnPath, signInCallbackPath, signInPath } from './paths.ts'
import type { SignInMethod } from './sign-in-method.ts'

interface OidcParts {
  readonly config: Config
  readonly sessions: Sessions
  readonly cookies: Cookies
  readonly log: Log
}

/** Seconds in which people have to sign in at the issuer. */
const pendingSeconds = 600

/** Browsers drop a cookie of more than 4096 characters: a longer path is not kept, and the sign-in leads to Home. */
const maxReturnPathLength = 2000

/** A sign-in that has begun: kept in a cookie, so that any replica can finish it, in the browser that began it alone. */
const pendingSchema = v.object({ state: v.string(), nonce: v.string(), verifier: v.string(), to: v.string() })
type PendingSignIn = v.InferOutput<typeof pendingSchema>

const encodePending = (pending: PendingSignIn): string => Buffer.from(JSON.stringify(pending)).toString('base64url')

function decodePending(text: string | undefined): PendingSignIn | null {
  try {
    const parsed = v.safeParse(pendingSchema, JSON.parse(Buffer.from(text ?? '', 'base64url').toString()))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Finds the issuer once. After a failure the next sign-in tries again. */
function createDiscovery({ OIDC_ISSUER = '', OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET }: Config): () => Promise<client.Configuration> {
  let discovery: Promise<client.Configuration> | undefined
  const discover = async () => {
    const issuer = new URL(OIDC_ISSUER)
    const authentication = OIDC_CLIENT_SECRET === undefined ? client.None() : client.ClientSecretBasic(OIDC_CLIENT_SECRET)
    // The configuration allows http on loopback addresses alone.
    const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []
    return client.discovery(issuer, OIDC_CLIENT_ID, undefined, authentication, { execute, timeout: 10 })
  }
  return async () => {
    discovery ??= discover()
    try {
      return await discovery
    } catch (error) {
      discovery = undefined
      throw error
    }
  }
}

/** The sign-in by OpenID Connect: authorization code with PKCE, state and nonce. */
export function createOidcSignIn({ config, sessions, cookies, log }: OidcParts): SignInMethod {
  const findIssuer = createDiscovery(config)
  const getOrigin = (request: Request): string => config.PUBLIC_URL ?? new URL(request.url).origin

  const begin = async (request: Request): Promise<Response> => {
    const path = readReturnPath(new URL(request.url).searchParams.get('to'))
    const to = path.length <= maxReturnPathLength ? path : '/'
    const pending = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), to }
    const address = client.buildAuthorizationUrl(await findIssuer(), {
      redirect_uri: getOrigin(request) + signInCallbackPath,
      scope: config.OIDC_SCOPE,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    })
    return sendRedirect(address.href, cookies.format('sign-in', encodePending(pending), pendingSeconds))
  }

  const finish = async (request: Request): Promise<Response> => {
    const pending = decodePending(cookies.read(request, 'sign-in'))
    if (!pending) throw new Error('No sign-in has begun in this browser.')
    const issuer = await findIssuer()
    const { pathname, search } = new URL(request.url)
    const tokens = await client.authorizationCodeGrant(issuer, new URL(pathname + search, getOrigin(request)), {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    })
    const idToken = tokens.claims()
    if (!idToken) throw new Error('The issuer has sent no ID token.')
    // Some issuers tell names, roles and teams only when they are asked for them.
    const claimNames = [config.OIDC_ROLES_CLAIM, config.OIDC_TEAMS_CLAIM ?? config.OIDC_ROLES_CLAIM]
    const isComplete = claimNames.every((name) => name in idToken) || issuer.serverMetadata().userinfo_endpoint === undefined
    const more = isComplete ? {} : await client.fetchUserInfo(issuer, tokens.access_token, idToken.sub)
    const person = readClaims({ ...more, ...idToken }, config.OIDC_ROLES_CLAIM, config.OIDC_TEAMS_CLAIM)
    const cookie = await sessions.start(request, person)
    return sendRedirect(readReturnPath(pending.to), cookie, cookies.format('sign-in', '', 0))
  }

  const attempt = async (request: Request, step: (request: Request) => Promise<Response>): Promise<Response> => {
    try {
      return await step(request)
    } catch (error) {
      const unavailable = error instanceof HttpProblem ? error.answer : null
      // That the database is away is logged by the server, once.
      if (!unavailable) log('warn', 'sign-in-failed', describeError(error))
      const page = sendPage(request, unavailable?.status ?? 400, (words) => ({
        title: words.failed,
        content: `<p role="alert">${escapeHtml(unavailable ? words.unavailableExplanation : words.failedExplanation)}</p>
<a class="link primary" href="${signInPath}">${escapeHtml(words.signInAgain)}</a>`,
      }))
      const retryAfter = unavailable?.headers['retry-after']
      if (retryAfter !== undefined) page.headers.set('retry-after', retryAfter)
      return page
    }
  }

  return {
    respond: async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === signInPath) return attempt(request, begin)
      return pathname === signInCallbackPath ? attempt(request, finish) : null
    },
  }
}
