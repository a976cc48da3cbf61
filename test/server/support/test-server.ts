import type { Session } from '#api/contract/session.ts'
import type { Instant } from '#domain/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { readConfig } from '#server/config/read-config.ts'
import { createServer, type Server, type ServerParts } from '#server/create-server.ts'
import type { StaticFiles } from '#server/http/static-files.ts'
import { createLog } from '#server/logs/log.ts'
import { createMetrics } from '#server/metrics/metrics.ts'
import { openMemoryDatabase } from './memory-database.ts'
import { createMemorySessionStore } from '#server/sessions/memory-session-store.ts'
import type { SignedInPerson } from '#server/sessions/sessions.ts'
import { permissions } from '#domain/lifecycle.ts'
import { buildSeed, now } from '#test/contract/support/fixtures.ts'
import { createManualTimers, type ManualTimers } from './manual-timers.ts'

/** A role for each permission, and for each that hangs on the team: a session of a test holds exactly the permissions that it asks for. */
const roles = permissions
  .flatMap((permission) => [permission, ...(permission === 'view' ? [] : [`${permission}@own-team`])])
  .map((grant) => `${grant}=${grant}`)
  .join(';')

/** The sign-in of a person whose rights are those of `session`. */
export const toSignedInPerson = ({ user, permissions: held, ownTeamOnly = [], teams = [] }: Session): SignedInPerson => ({
  user,
  roles: held.map((permission) => (ownTeamOnly.includes(permission) ? `${permission}@own-team` : permission)),
  teams,
})

const encode = (text: string) => new TextEncoder().encode(text)

/** The smallest build: a page and one asset. */
export const smallBuild: StaticFiles = new Map([
  ['/index.html', { type: 'text/html; charset=utf-8', tag: 'page', bodies: { identity: encode('<title>Journey Console</title>') } }],
  ['/assets/home-1a2b.js', { type: 'text/javascript; charset=utf-8', tag: 'home', bodies: { identity: encode('export {}') } }],
])

/** A line of the log. */
type LogLine = Readonly<Record<string, unknown>>

/** A server in this process, with clocks and timers that the test moves. */
export interface TestServer {
  readonly parts: ServerParts
  readonly server: Server
  readonly timers: ManualTimers
  readonly lines: LogLine[]
  /** The real time of the server, in milliseconds. */
  readonly time: { real: Instant; journeys: Instant }
  /** Sends a request to a path, from this machine. `cookie`: that of a session. */
  readonly send: (path: string, init?: RequestInit & { readonly cookie?: string | undefined }) => Promise<Response>
  /** Signs in with exactly these permissions. Returns the cookie. */
  readonly signIn: (session: Session) => Promise<string>
  /** Replaces all versions. */
  readonly setVersions: (versions: readonly VersionRecord[]) => Promise<void>
}

/** The cookie that a response sets, as a browser sends it back. */
export const readCookie = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

const origin = 'http://localhost:8080'

export function createTestServer(variables: Readonly<Record<string, string>> = {}, replaced: Partial<ServerParts> = {}): TestServer {
  const reading = readConfig({ ROLES: roles, OIDC_TEAMS_CLAIM: 'teams', RATE_LIMIT: '0', STOP_DELAY_SECONDS: '0', PORT: '0', ...variables })
  if (reading.mistakes) throw new Error(reading.mistakes.join('\n'))
  const timers = createManualTimers()
  const lines: LogLine[] = []
  const time = { real: Date.UTC(2026, 0, 1), journeys: now }
  const parts: ServerParts = {
    config: reading.config,
    database: openMemoryDatabase(),
    sessionStore: createMemorySessionStore(),
    files: smallBuild,
    log: createLog(
      (line) => lines.push(JSON.parse(line) as LogLine),
      'info',
      () => time.real,
    ),
    metrics: createMetrics(),
    every: timers.every,
    wait: async () => {},
    clock: () => time.journeys,
    realTime: () => time.real,
    ...replaced,
  }
  const server = createServer(parts)
  return {
    parts,
    server,
    timers,
    lines,
    time,
    send: (path, { cookie, headers, ...init } = {}) => {
      const all = new Headers(headers)
      if (cookie !== undefined) all.set('cookie', cookie)
      return server.handle(new Request(new URL(path, reading.config.PUBLIC_URL ?? origin), { ...init, headers: all }), '127.0.0.1')
    },
    signIn: async (session) => (await server.sessions.start(new Request(origin), toSignedInPerson(session))).split(';')[0] ?? '',
    setVersions: (versions) => parts.database.fill(buildSeed(versions)),
  }
}
