import { deliverCommand, cancelOrResolve, type CommandOutcome } from '#api/commands/deliver-command.ts'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import { createBrowserTransport, type CommandTransport } from '#api/commands/command-transport.ts'
import { createIdempotencyKey, type Command } from '#api/commands/command.ts'
import { createConnection } from '#api/connection/connection.ts'
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
export interface DeliveryResult {
  readonly outcome: CommandOutcome | null
  /** Reported progress, with the time of each report in milliseconds. */
  readonly progress: readonly (readonly [CommandProgress, number])[]
  /** Time until the outcome was known, in milliseconds. */
  readonly settledAfterMs: number
  /** Final number of executions in the backend. */
  readonly executions: number
}

/** A scenario: a command, and the faults during its delivery. */
interface Scenario {
  readonly action: Action
  readonly plan: FaultPlan
  /** Time of a page reload in milliseconds; `null` for none. */
  readonly reloadAfterMs: number | null
  /** Sign-ins: the session, and its time in milliseconds. */
  readonly signIns?: readonly (readonly [who: Session, after: number])[]
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

/** Sends one command through the real client to the real backend, over a network with planned faults. */
export async function deliverUnderFaults({ action, plan, reloadAfterMs, signIns = [] }: Scenario): Promise<DeliveryResult> {
  const clock = createVirtualClock()
  const demoState = createMemoryDependencies()
  const demo = createTestDemo({ ...demoState, wait: clock.delay })
  await demo.start({ versions: [buildVersionFor(action)], history: [] }, now)
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

  const transport: CommandTransport = {
    ...createBrowserTransport(createConnection()),
    delay: clock.delay,
    backoff: clock.delay,
  }
  const progress: (readonly [CommandProgress, number])[] = []
  const onProgress = (stage: CommandProgress) => void progress.push([stage, clock.now()])
  const command: Command = {
    action,
    versionId: 'version',
    userId: sender.user.id,
    revision: 1,
    key: createIdempotencyKey(),
    body: defaultBodies[action],
  }
  let outcome: CommandOutcome | null = null
  let settledAfterMs = 0
  const settle = (found: CommandOutcome) => {
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
  const entries = await demoState.store.read((reader) => reader.history('version', { limit: 100 }))
  const executions = entries.filter(({ type, actor }) => type === action && actor?.id !== secondUserSession.user.id).length
  return { outcome, progress, settledAfterMs, executions }
}
