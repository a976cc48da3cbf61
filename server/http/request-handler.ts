import { engineReportPath } from '#api/contract/engine/engine-report.ts'
import { findApiOperation } from '#api/contract/api-operations.ts'
import type { Instant } from '#domain/version.ts'
import { toResponse } from '#backend/http/answer.ts'
import { HttpProblem, internalError } from '#backend/http/problem.ts'
import type { Config } from '#server/config/config-schema.ts'
import { isLoopbackName } from '#server/config/loopback.ts'
import { runAsOperation } from '#server/logs/current-operation.ts'
import { describeError, type Log } from '#server/logs/log.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import type { OpenStreams } from '#server/runtime/open-streams.ts'
import type { Readiness } from '#server/runtime/readiness.ts'
import { hashToken, type Cookies } from '#server/sessions/session-cookie.ts'
import type { Sessions } from '#server/sessions/sessions.ts'
import { sendRedirect } from '#server/sign-in/page.ts'
import { signInPath, signOutPath } from '#server/sign-in/paths.ts'
import type { SignInMethod } from '#server/sign-in/sign-in-method.ts'
import { respondToSignOut } from '#server/sign-in/sign-out.ts'
import { findClientAddress } from './client-address.ts'
import { isFromOwnOrigin } from './cross-site.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { readRequestId } from './request-id.ts'
import { isConsolePath, serveStatic } from './serve-static.ts'
import type { StaticFiles } from './static-files.ts'

/** What the handler needs. */
export interface HandlerParts {
  readonly config: Config
  readonly backend: (request: Request) => Promise<Response>
  /** Answers the reports of an engine elsewhere, which has no session. */
  readonly receiveReport?: ((request: Request) => Promise<Response>) | undefined
  readonly files: StaticFiles
  readonly sessions: Sessions
  readonly cookies: Cookies
  readonly signIn: SignInMethod
  readonly readiness: Readiness
  readonly streams: OpenStreams
  readonly log: Log
  readonly metrics: Pick<Metrics, 'requests'>
  /** The real time: the limit of requests, and the durations in the log. */
  readonly realTime: () => Instant
}

/** How many times as many requests one address may send as one session: people behind one gateway share it. */
const sessionsPerAddress = 10

const isBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`)

/** Creates the function that answers every request. `peerAddress`: the other end of the connection. */
export function createRequestHandler(parts: HandlerParts): (request: Request, peerAddress: string) => Promise<Response> {
  const { config, backend, receiveReport, files, sessions, cookies, signIn, readiness, streams, log, metrics, realTime } = parts
  const ownHost = config.PUBLIC_URL === undefined ? undefined : new URL(config.PUBLIC_URL).host
  const bySession = createRateLimiter(config.RATE_LIMIT, realTime)
  const byAddress = createRateLimiter(config.RATE_LIMIT * sessionsPerAddress, realTime)

  const respondToProbe = async (path: string): Promise<Response> => {
    const reason = path === '/healthz' ? null : await readiness.check()
    const headers = { 'cache-control': 'no-store' }
    return Response.json({ status: reason ?? 'ok' }, { status: reason === null ? 200 : 503, headers })
  }

  /** A page of another name that leads to this machine could read what this server answers (DNS rebinding). */
  const isOwnHost = ({ host, hostname }: URL): boolean => (ownHost === undefined ? isLoopbackName(hostname) : host === ownHost)

  const takeFromLimits = (request: Request, address: string): number => {
    const token = cookies.read(request, 'session')
    return byAddress.take(address) || (token === undefined ? 0 : bySession.take(hashToken(token)))
  }

  /** A browser without a session is sent to the sign-in, and back. */
  const needsSignIn = (request: Request, path: string): boolean =>
    isConsolePath(path) && cookies.read(request, 'session') === undefined && (request.headers.get('accept') ?? '').includes('text/html')

  const respondToPage = async (request: Request, url: URL): Promise<Response> => {
    if (isBelow(url.pathname, signInPath)) return (await signIn.respond(request)) ?? serveStatic(files, request)
    if (url.pathname === signOutPath) return respondToSignOut(request, sessions)
    if (needsSignIn(request, url.pathname)) return sendRedirect(`${signInPath}?to=${encodeURIComponent(url.pathname + url.search)}`)
    return serveStatic(files, request)
  }

  const respond = async (request: Request, url: URL, peerAddress: string): Promise<Response> => {
    if (url.pathname === '/healthz' || url.pathname === '/readyz') return respondToProbe(url.pathname)
    if (!isOwnHost(url)) return new Response('This server has another address.\n', { status: 421 })
    const isApi = isBelow(url.pathname, '/api')
    const isLimited = isApi || isBelow(url.pathname, signInPath) || url.pathname === signOutPath
    const seconds = isLimited ? takeFromLimits(request, findClientAddress(request.headers, peerAddress, config.TRUSTED_PROXIES)) : 0
    if (seconds > 0) throw new HttpProblem('too-many-requests', 'Too many requests were sent.', {}, { 'retry-after': String(seconds) })
    if (!isFromOwnOrigin(request, config.PUBLIC_URL ?? url.origin))
      throw new HttpProblem('cross-origin', 'Only pages of the same origin may ask for this.')
    if (!isApi) return respondToPage(request, url)
    if (receiveReport && url.pathname === engineReportPath) return receiveReport(request)
    const response = await backend(request)
    return response.headers.get('content-type') === 'text/event-stream' ? streams.track(response) : response
  }

  const toErrorResponse = (error: unknown, requestId: string): Response => {
    if (error instanceof HttpProblem) return toResponse(error.answer)
    log('error', 'failure', { requestId, ...describeError(error) })
    return toResponse(internalError)
  }

  return async (request, peerAddress) => {
    const requestId = readRequestId(request)
    const start = realTime()
    const url = new URL(request.url)
    const { method } = request
    const route = findRouteName(request, url)
    const response = await runAsOperation(`${method} ${route}`, () => respond(request, url, peerAddress)).catch((error: unknown) =>
      toErrorResponse(error, requestId),
    )
    response.headers.set('x-request-id', requestId)
    // A request on a connection that this server is about to close would be lost.
    if (readiness.isStopping()) response.headers.set('connection', 'close')
    if (config.PUBLIC_URL?.startsWith('https:')) response.headers.set('strict-transport-security', 'max-age=31536000')
    if (route === 'probe') return response
    const { status } = response
    const ms = realTime() - start
    log(status >= 500 ? 'error' : 'info', 'request', { requestId, method, route, status, ms })
    metrics.requests.observe(ms / 1000, { method, route, status: `${Math.floor(status / 100)}xx` })
    return response
  }
}

/** What a request asks for, without the identifiers and texts in its address. */
function findRouteName(request: Request, url: URL): string {
  const path = url.pathname
  if (path === '/healthz' || path === '/readyz') return 'probe'
  if (path === engineReportPath) return path
  if (isBelow(path, '/api')) return findApiOperation(request.method, url)?.path ?? '/api/…'
  if (isBelow(path, signInPath) || path === signOutPath) return path.split('/', 2).join('/')
  return path.startsWith('/assets/') ? '/assets/…' : 'page'
}
