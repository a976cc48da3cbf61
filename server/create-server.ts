import { createBackend } from '#backend/app.ts'
import { runBatches } from '#backend/batches/run-batches.ts'
import type { Environment } from '#backend/environment.ts'
import type { Notifier } from '#backend/events/notifier.ts'
import { runScheduler, startRuns } from '#backend/history/scheduler.ts'
import { HttpProblem } from '#backend/http/problem.ts'
import { createRandomId } from '#backend/store/random-id.ts'
import type { Instant } from '#domain/version.ts'
import { isLoopbackOnly, type Config } from './config/config-schema.ts'
import { getSignInKind } from './config/config-rules.ts'
import { createRequestHandler } from './http/request-handler.ts'
import { createEngine } from './create-engine.ts'
import type { StaticFiles } from './http/static-files.ts'
import { getCurrentOperation } from './logs/current-operation.ts'
import { describeError, type Log } from './logs/log.ts'
import type { Metrics } from './metrics/metrics.ts'
import { createRunObserver } from './metrics/observe-runs.ts'
import { addServerFigures } from './metrics/server-figures.ts'
import { guardDatabase, guardStore, type DatabaseObserver } from './runtime/guard-store.ts'
import { createOpenStreams } from './runtime/open-streams.ts'
import type { OpenExecutions } from './engine/executions/executions.ts'
import { createReadiness, type Readiness } from './runtime/readiness.ts'
import { createServerNotifier } from './runtime/server-notifier.ts'
import type { Every, Wait } from './runtime/timers.ts'
import { createCookies } from './sessions/session-cookie.ts'
import type { SessionStore } from './sessions/session-store.ts'
import { createSessions, type Sessions } from './sessions/sessions.ts'
import type { PoolUse } from './store/open-database.ts'
import type { OpenStore } from './store/open-store.ts'
import { createDevelopmentSignIn } from './sign-in/development-sign-in.ts'
import { signInPath, signOutPath } from './sign-in/paths.ts'
import { createOidcSignIn } from './sign-in/oidc-sign-in.ts'

/** The part of an opened store that a server uses. */
export type ServerDatabase = Pick<OpenStore, 'store' | 'migrate' | 'fill' | 'onChange' | 'ping' | 'close' | 'connection'> & {
  /** Its pools of connections, by name. */
  readonly pools?: Readonly<Record<string, () => PoolUse>>
}

/** What a server is made of. Tests hand in clocks and timers of their own. */
export interface ServerParts {
  readonly config: Config
  readonly database: ServerDatabase
  readonly sessionStore: SessionStore
  readonly files: StaticFiles
  readonly log: Log
  readonly metrics: Metrics
  readonly every: Every
  readonly wait: Wait
  /** The time of the journeys. */
  readonly clock: () => Instant
  /** Whether sample journeys were asked for: with the walker, people enter them. */
  readonly hasSample?: boolean
  /** The durable execution engine of the configuration, if it names one. */
  readonly openExecutions?: OpenExecutions | undefined
  /** The time of sessions, limits and the log. */
  readonly realTime: () => Instant
}

/** The server without a network. */
export interface Server {
  readonly handle: (request: Request, peerAddress: string) => Promise<Response>
  readonly environment: Environment
  readonly notifier: Notifier
  readonly sessions: Sessions
  readonly readiness: Readiness
  /** Begins to follow changes, to write automatic transitions, to run batches, and to remove expired sessions. The tables have to be there. */
  readonly startRuns: () => void
  /** Ends the event streams: their clients connect again, to another replica. */
  readonly closeStreams: () => void
  /** Ends what `startRuns` has begun, and resolves once it is done. */
  readonly stopRuns: () => Promise<void>
}

/** Interval of the scheduler and of the batch runner, in milliseconds. */
const runMs = 1_000

/** Interval at which expired sessions are removed, in milliseconds. */
const expiryMs = 60_000

/** Passes on a database's sessions, with the problem to answer with while it is away. */
const guardSessions = (store: SessionStore, observer: DatabaseObserver): SessionStore => {
  const guard = <Arguments extends readonly unknown[], Result>(call: (...of: Arguments) => Promise<Result>) => {
    return (...of: Arguments) => guardDatabase(() => call(...of), observer)
  }
  return {
    insert: guard(store.insert),
    find: guard(store.find),
    findLatestOf: guard(store.findLatestOf),
    markAsUsed: guard(store.markAsUsed),
    remove: guard(store.remove),
    removeAllOf: guard(store.removeAllOf),
    removeExpired: guard(store.removeExpired),
    countRemovals: guard(store.countRemovals),
  }
}

/** Creates a server. */
export function createServer(parts: ServerParts): Server {
  const { config, database, sessionStore, files, log, metrics, every, clock, realTime } = parts
  let wasAvailable = true
  const reportAvailability = (isAvailable: boolean) => {
    if (isAvailable !== wasAvailable) log(isAvailable ? 'warn' : 'error', isAvailable ? 'database-available' : 'database-unavailable')
    wasAvailable = isAvailable
  }
  const observer: DatabaseObserver = {
    onResult: reportAvailability,
    // PostgreSQL says why, and nothing of the statement.
    onCancelled: ({ message }) => log('error', 'statement-cancelled', { operation: getCurrentOperation(), message }),
  }
  const report = (error: Error) => {
    // That the database is away is logged once, and not with every run.
    if (!(error instanceof HttpProblem)) log('error', 'failure', describeError(error))
  }

  const cookies = createCookies(!isLoopbackOnly(config) || config.PUBLIC_URL?.startsWith('https:') === true)
  const sessions = createSessions(guardSessions(sessionStore, observer), cookies, config, realTime)
  const notifier = createServerNotifier(every, sessions.hasRemovals)
  const store = guardStore(database.store, observer)
  const {
    engine,
    outbox,
    receiveReport,
    startRuns: startEngine,
    close: closeEngine,
  } = createEngine(parts, store, (work) => guardDatabase(work, observer))
  const environment: Environment = {
    store,
    engine,
    outbox,
    clock,
    identify: sessions.identify,
    readRights: sessions.readRights,
    signInPath,
    signOutPath,
    newId: createRandomId,
    subscribe: notifier.subscribe,
    typedNameThreshold: config.TYPED_NAME_THRESHOLD,
    report,
  }
  let hasTables = false
  const readiness = createReadiness(async () => {
    await database.ping()
    if (!hasTables) await database.store.read((reader) => reader.epoch())
    hasTables = true
  })
  const streams = createOpenStreams()
  addServerFigures(metrics, { countStreams: streams.count, pools: database.pools ?? {} })
  const observe = createRunObserver(metrics, realTime)
  const signIn =
    getSignInKind(config) === 'oidc' ? createOidcSignIn({ config, sessions, cookies, log }) : createDevelopmentSignIn(sessions, config)

  const running = new Set<Promise<unknown>>()
  /** Repeats `work`, one run at a time. */
  const repeat = (ms: number, work: () => Promise<unknown>): (() => void) =>
    startRuns({ report, subscribe: (listener) => every(ms, () => listener('beat')) }, () => {
      const run = work().finally(() => running.delete(run))
      running.add(run)
      return run
    })
  let stops: readonly (() => void)[] = []

  return {
    environment,
    notifier,
    sessions,
    readiness,
    handle: createRequestHandler({
      config,
      backend: createBackend(environment),
      receiveReport,
      files,
      sessions,
      cookies,
      signIn,
      readiness,
      streams,
      log,
      metrics,
      realTime,
    }),
    startRuns: () => {
      stops = [
        // Also after the writes of this server: the store knows when they are committed.
        database.onChange(() => notifier.notify('written')),
        repeat(
          runMs,
          observe('scheduler', async () => metrics.transitions.add(await runScheduler(environment))),
        ),
        repeat(
          runMs,
          observe('batches', async () => metrics.batchItems.add(await runBatches(environment))),
        ),
        ...startEngine((ms, work, run) => repeat(ms, observe(run ?? 'walker', work))),
        repeat(expiryMs, sessions.removeExpired),
      ]
    },
    closeStreams: streams.closeAll,
    stopRuns: async () => {
      for (const stop of stops) stop()
      await Promise.allSettled(running)
      await closeEngine?.()
    },
  }
}
