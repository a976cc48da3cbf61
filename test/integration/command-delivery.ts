import { deliverCommand, cancelOrResolve, type CommandOutcome, type CommandRef } from '#api/commands/deliver-command.ts'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import { createBrowserTransport, type CommandTransport } from '#api/commands/command-transport.ts'
import { createIdempotencyKey, type Command } from '#api/commands/command.ts'
import { createConnection, type Connection } from '#api/connection/connection.ts'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import type { Session } from '#api/contract/session.ts'
import { secondUserSession } from '#mocks/demo/second-user.ts'
import { ana } from '#mocks/seed/demo-users.ts'
import { createMemoryDependencies } from '#mocks/demo/memory-dependencies.ts'
import { createTestDemo } from '#test/support/test-demo.ts'
import type { FaultPlan } from '#mocks/faults/fault-schedule.ts'
import { permissions, type Action } from '#domain/lifecycle.ts'
import { vi } from 'vitest'
import { defaultBodies } from '#test/contract/support/client.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createVirtualClock } from '#test/support/virtual-clock.ts'

/** The result of a confirmed command. */
export interface DeliveryResult<Result = unknown> {
  readonly outcome: CommandOutcome<Result> | null
  /** Reported progress, with the time of each report in milliseconds. */
  readonly progress: readonly (readonly [CommandProgress, number])[]
  /** Time until the outcome was known, in milliseconds. */
  readonly settledAfterMs: number
  /** Final number of executions in the backend. */
  readonly executions: number
}

/** The faults during the delivery of a command. */
interface DeliveryFaults {
  readonly plan: FaultPlan
  /** Time of a page reload in milliseconds; `null` for none. */
  readonly reloadAfterMs: number | null
  /** Sign-ins: the session, and its time in milliseconds. */
  readonly signIns?: readonly (readonly [who: Session, after: number])[]
}

/** A command of any kind, and how to count what it did. */
interface DeliverySubject<Result, Sent> {
  readonly versions: readonly VersionRecord[]
  /** Creates the command, after requests that meet no fault. */
  readonly prepare: (send: (request: Request) => Promise<Response>) => Promise<Sent>
  readonly createTransport: (connection: Connection) => CommandTransport<Result, Sent>
  readonly countExecutions: (reader: Reader) => Promise<number>
}

const buildVersionFor = (action: Action) =>
  action === 'delete' || action === 'publish'
    ? buildVersionInStatus('draft')
    : action === 'resume'
      ? buildVersionInStatus('paused')
      : buildVersion()

/** The session that sends the command. */
export const sender: Session = { user: ana, permissions: [...permissions] }

/** From this time on (milliseconds) the network has no faults, regardless of the plan, and the sender is signed in again. */
export const repairedAfterMs = 100_000

/** Sends an action on one version through the real client to the real backend, over a network with planned faults. */
export const deliverUnderFaults = ({ action, ...faults }: DeliveryFaults & { readonly action: Action }): Promise<DeliveryResult<Version>> =>
  deliverSubject(
    {
      versions: [buildVersionFor(action)],
      prepare: async (): Promise<Command> => ({
        action,
        versionId: 'version',
        userId: sender.user.id,
        revision: 1,
        key: createIdempotencyKey(),
        body: defaultBodies[action],
      }),
      createTransport: createBrowserTransport,
      countExecutions: async (reader) => {
        const entries = await reader.history('version', { limit: 100 })
        return entries.filter(({ type, actor }) => type === action && actor?.id !== secondUserSession.user.id).length
      },
    },
    faults,
  )

/** Sends one command of any kind through the real client to the real backend, over a network with planned faults. */
export async function deliverSubject<Result, Sent extends CommandRef>(
  { versions, prepare, createTransport, countExecutions }: DeliverySubject<Result, Sent>,
  { plan, reloadAfterMs, signIns = [] }: DeliveryFaults,
): Promise<DeliveryResult<Result>> {
  const clock = createVirtualClock()
  const demoState = createMemoryDependencies()
  const demo = createTestDemo({ ...demoState, wait: clock.delay })
  await demo.start({ versions, history: [] }, now)
  const command = await prepare((request) => demo.handle(request))
  demo.setFaultPlan(plan)
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const { signal, ...rest } = init
    const response = demo.handle(new Request(`http://localhost${path}`, rest)).then((answer) => {
      if (answer.type === 'error') throw new TypeError('Failed to fetch')
      return answer
    })
    // A cancelled request still reaches the backend.
    const cancelled = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(new DOMException('called off', 'AbortError'))),
    )
    response.catch(() => {})
    cancelled.catch(() => {})
    return Promise.race([response, cancelled])
  })

  const transport = {
    ...createTransport(createConnection()),
    delay: clock.delay,
    backoff: clock.delay,
  }
  const progress: (readonly [CommandProgress, number])[] = []
  const onProgress = (stage: CommandProgress) => void progress.push([stage, clock.now()])
  let outcome: CommandOutcome<Result> | null = null
  let settledAfterMs = 0
  const settle = (found: CommandOutcome<Result>) => {
    outcome = found
    settledAfterMs = clock.now()
  }
  const pageController = new AbortController()
  void deliverCommand(command, onProgress, pageController.signal, transport).then(settle)
  const reload = async (after: number) => {
    await clock.delay(after, pageController.signal)
    if (outcome !== null) return
    pageController.abort()
    settle(await cancelOrResolve(command, onProgress, new AbortController().signal, transport))
  }
  if (reloadAfterMs !== null) void reload(reloadAfterMs)
  const repair = async () => {
    await clock.delay(repairedAfterMs)
    await demo.handle(
      new Request('http://localhost/demo/settings', { method: 'PUT', body: JSON.stringify({ signedIn: true, revoked: [] }) }),
    )
    demo.setFaultPlan({})
  }
  void repair()
  for (const [who, after] of signIns) void clock.delay(after).then(() => demo.signIn(who))
  await clock.advanceUntil(() => outcome !== null)
  // Deliver all requests that are still in flight.
  let isIdle = false
  void demo.network.waitUntilIdle().then(() => (isIdle = true))
  await clock.advanceUntil(() => isIdle)
  const executions = await demoState.store.read(countExecutions)
  return { outcome, progress, settledAfterMs, executions }
}
