import type { CommandOutbox } from '#backend/engine/command-outbox.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createRandomId } from '#backend/store/random-id.ts'
import type { Store } from '#backend/store/store.ts'
import type { Instant } from '#domain/version.ts'
import type { Config } from './config/config-schema.ts'
import { adoptVersions } from './engine/adopt-versions.ts'
import { isLoopbackName } from './config/loopback.ts'
import { createOutcomes } from './logs/create-outcomes.ts'
import { createEmailSink } from './engine/messages/email-sink.ts'
import { createLogSink } from './engine/messages/log-sink.ts'
import type { MessageSink } from './engine/messages/message-sink.ts'
import { createSmtpSink, findSmtpCode } from './engine/messages/smtp-sink.ts'
import { createWebhookSink } from './engine/messages/webhook-sink.ts'
import type { Executions, OpenExecutions } from './engine/executions/executions.ts'
import { advanceExecution, runExecutions } from './engine/executions/run-executions.ts'
import { runWalker } from './engine/run-walker.ts'
import { createSampleEntrances } from './engine/sample-entrances.ts'
import type { Outcomes } from './engine/serve-each.ts'
import { createWalkerEngine } from './engine/walker-engine.ts'
import { createCommandOutbox } from './engine/webhook/dead-letters.ts'
import { createReportReception } from './engine/webhook/receive-reports.ts'
import { createCommandSender, relayCommands, relayStops } from './engine/webhook/relay-commands.ts'
import { createWebhookEngine } from './engine/webhook/webhook-engine.ts'
import type { Log } from './logs/log.ts'
import type { Metrics } from './metrics/metrics.ts'
import { wait } from './runtime/timers.ts'
import type { OpenStore } from './store/open-store.ts'
import type { Database } from './store/tables.ts'

/** What an engine is made of. */
interface EngineParts {
  readonly config: Config
  readonly database: Pick<OpenStore, 'connection'>
  readonly log: Log
  readonly metrics: Metrics
  readonly clock: () => Instant
  readonly realTime: () => Instant
  /** Whether people enter the sample journeys by themselves. */
  readonly hasSample?: boolean
  /** The durable execution engine that moves people, in place of the walker. */
  readonly openExecutions?: OpenExecutions | undefined
}

/** Runs work on the database. While it is away, throws the problem to answer with. */
type Guard = <T>(work: () => Promise<T>) => Promise<T>

/** Repeats work, one run at a time. Returns the function that ends it. `run`: its name in the metrics; by default that of the walker. */
type Repeat = (ms: number, work: () => Promise<unknown>, run?: 'stops') => () => void

/** The engine of a server, and what it does by itself once the tables are there. */
interface ServerEngine {
  readonly engine: Engine
  /** The commands that wait for an engine elsewhere. */
  readonly outbox?: CommandOutbox
  /** Answers the reports of an engine elsewhere. */
  readonly receiveReport?: (request: Request) => Promise<Response>
  readonly startRuns: (repeat: Repeat) => readonly (() => void)[]
  /** Ends what the runs have opened, once no run is under way. */
  readonly close?: () => Promise<void>
}

/** Interval of the walker, in milliseconds: so late people move, and commands leave, at most, if there are not too many. */
const walkMs = 250

/** Interval of the entrances of sample journeys, in milliseconds. */
const sampleMs = 2_000

/** Where messages of all channels go that have no sink of their own. */
const createCommonSink = ({ config, log, realTime }: EngineParts): MessageSink => {
  const { MESSAGES_URL: url, MESSAGES_SECRET: secret } = config
  return url === undefined || secret === undefined
    ? createLogSink((event, facts) => log('info', event, facts))
    : createWebhookSink({ url, secret, realTime })
}

const createSink = (parts: EngineParts): MessageSink => {
  const { SMTP_URL: url, SMTP_FROM: from } = parts.config
  const others = createCommonSink(parts)
  if (url === undefined || from === undefined) return others
  const report = (error: unknown) => parts.log('warn', 'email-failed', { reason: findSmtpCode(error) })
  return createEmailSink(createSmtpSink({ url, from, isPlainAllowed: isLoopbackName(new URL(url).hostname), wait, report }), others)
}

/** After how many runs, at most, versions without a fence are sought again: a minute of the walker. */
const maxAdoptionRuns = 240

/**
 * Runs `work` again and again, from when the versions that were open before the engine was chosen are known to it. Those that could not be made known
 * are tried again after one run, then after twice as many each time.
 */
function createRun(store: Store, engine: Engine, work: () => Promise<unknown>, outcomes: Outcomes): () => Promise<void> {
  let isAdopted = false
  let pause = 1
  let runsLeft = 0
  return async () => {
    if (!isAdopted && runsLeft-- <= 0) {
      isAdopted = await adoptVersions(store, engine, outcomes)
      runsLeft = pause
      pause = Math.min(pause * 2, maxAdoptionRuns)
    }
    await work()
  }
}

/** Passes on the outbox, with the problem to answer with while the database is away. */
const guardOutbox = (outbox: CommandOutbox, guard: Guard): CommandOutbox => ({
  listDead: (limit) => guard(() => outbox.listDead(limit)),
  findVersion: (id) => guard(() => outbox.findVersion(id)),
  replay: (id, at) => guard(() => outbox.replay(id, at)),
  listCleanups: () => guard(() => outbox.listCleanups()),
})

/** Passes on the operations of an engine outside of a transaction of the store, with the problem to answer with while the database is away. */
const guardEntrances = (engine: Engine, guard: Guard): Engine => ({
  ...engine,
  enter: (version, people, at) => guard(() => engine.enter(version, people, at)),
  findPerson: (personId, by, at) => guard(() => engine.findPerson(personId, by, at)),
})

/** Creates the engine elsewhere. */
function createEngineElsewhere(
  { config, log, clock, realTime }: EngineParts,
  database: Database,
  store: Store,
  guard: Guard,
): ServerEngine {
  const { ENGINE_URL: url = '', ENGINE_SECRET: secret = '' } = config
  const engine = createWebhookEngine(database, clock)
  const send = createCommandSender({ url, secret, realTime })
  const receiveReport = createReportReception({ store, engine, database, secret, clock, realTime })
  const run = createRun(store, engine, () => guard(() => relayCommands(database, send, clock)), createOutcomes(log, realTime))
  return {
    engine,
    outbox: guardOutbox(createCommandOutbox(database), guard),
    receiveReport: (request) => guard(() => receiveReport(request)),
    // A stop does not wait for an answer to another command.
    startRuns: (repeat) => [repeat(walkMs, run), repeat(walkMs, () => guard(() => relayStops(database, send, clock)), 'stops')],
  }
}

/** A round of moving people and handing their messages over, and the end of it. */
interface Rounds {
  readonly run: () => Promise<void>
  readonly close?: () => Promise<void>
}

/** Rounds of the walker. */
const createWalkerRounds = ({ metrics, clock }: EngineParts, database: Database, sink: MessageSink, outcomes: Outcomes): Rounds => ({
  run: async () => {
    const { steps, messages } = await runWalker(database, sink, clock, outcomes)
    metrics.walkerSteps.add(steps)
    metrics.walkerMessages.add(messages)
  },
})

/** Rounds of a durable execution engine, which is opened by the first one: the tables are there then. */
function createExecutionRounds(
  { metrics, clock }: EngineParts,
  database: Database,
  sink: MessageSink,
  outcomes: Outcomes,
  open: OpenExecutions,
): Rounds {
  let executions: Executions | null = null
  const advance = (execution: string) => advanceExecution(database, execution, clock(), () => metrics.walkerSteps.add(1))
  return {
    run: async () => {
      executions ??= await open(advance)
      const { messages, failure } = await runExecutions(database, executions, sink, clock, outcomes)
      metrics.walkerMessages.add(messages)
      if (failure !== undefined) throw failure
    },
    close: async () => executions?.close(),
  }
}

/** Creates the engine of the configuration. */
export function createEngine(parts: EngineParts, store: Store, guard: Guard): ServerEngine {
  const { config, database, clock, hasSample, openExecutions } = parts
  const { connection } = database
  if (config.ENGINE === 'simulated' || connection === undefined) return { engine: createSimulatedEngine(), startRuns: () => [] }
  if (config.ENGINE === 'webhook') return createEngineElsewhere(parts, connection, store, guard)
  const engine = guardEntrances(createWalkerEngine(connection, config.SMTP_URL !== undefined), guard)
  const sink = createSink(parts)
  const enterSample = createSampleEntrances(store, engine, createRandomId)
  const outcomes = createOutcomes(parts.log, parts.realTime)
  const rounds = openExecutions
    ? createExecutionRounds(parts, connection, sink, outcomes, openExecutions)
    : createWalkerRounds(parts, connection, sink, outcomes)
  const run = createRun(store, engine, () => guard(rounds.run), outcomes)
  return {
    engine,
    ...(rounds.close && { close: rounds.close }),
    startRuns: (repeat) => [repeat(walkMs, run), ...(hasSample === true ? [repeat(sampleMs, () => enterSample(clock()))] : [])],
  }
}
