import {
  deliverCommand,
  cancelOrResolve,
  type CommandOutcome,
  type CommandProgress,
  type CommandTransport,
} from '#api/commands/deliver-command.ts'
import { newIdempotencyKey, fetchOperation, sendCommand, cancelOperation, type Command } from '#api/commands/command.ts'
import type { Session } from '#api/contract/session.ts'
import { colleague } from '#mocks/demo/second-user.ts'
import { ana } from '#mocks/seed/demo-users.ts'
import { createDemo } from '#mocks/demo/demo.ts'
import { memoryGround } from '#mocks/hosts/msw-node.ts'
import type { Plan } from '#mocks/faults/fault-schedule.ts'
import { permissions, type Action } from '#domain/lifecycle.ts'
import { vi } from 'vitest'
import { usualBody } from '#test/contract/support/client.ts'
import { aVersion, now, versionThatIs } from '#test/contract/support/fixtures.ts'
import { VirtualTime } from '#test/support/virtual-clock.ts'

/** What happened with something that was confirmed. */
export interface Confirmed {
  readonly fate: CommandOutcome | null
  /** How far it was said to be, and after how many milliseconds. */
  readonly told: readonly (readonly [CommandProgress, number])[]
  /** After how many milliseconds its fate was told. */
  readonly known: number
  /** How often it was really done, in the end. */
  readonly times: number
}

/** What somebody does, and what goes wrong meanwhile. */
interface Story {
  readonly action: Action
  readonly plan: Plan
  /** After how many milliseconds the page is loaded again; `null` for never. */
  readonly reloadAfter: number | null
  /** Who signs in, and after how many milliseconds. */
  readonly signIns?: readonly (readonly [who: Session, after: number])[]
}

const journey = (action: Action) =>
  action === 'delete' || action === 'publish' ? versionThatIs('draft') : action === 'resume' ? versionThatIs('paused') : aVersion()

/** Who confirms. */
export const me: Session = { user: ana, permissions: [...permissions] }

/** After how many milliseconds the network is as it should be, whatever was planned, and somebody is signed in again. */
export const repaired = 100_000

/** Confirms one action in the real client against the real backend, over a network that does as planned. */
export async function confirmed({ action, plan, reloadAfter, signIns = [] }: Story): Promise<Confirmed> {
  const time = new VirtualTime()
  const ground = memoryGround()
  const demo = createDemo({ ...ground, wait: time.wait })
  await demo.start({ versions: [journey(action)], history: [] }, now)
  demo.faults(plan)
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const { signal, ...rest } = init
    const response = demo.handle(new Request(`http://localhost${path}`, rest)).then((answer) => {
      if (answer.type === 'error') throw new TypeError('Failed to fetch')
      return answer
    })
    // What was called off goes on its way nevertheless.
    const called = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(new DOMException('called off', 'AbortError'))),
    )
    response.catch(() => {})
    called.catch(() => {})
    return Promise.race([response, called])
  })

  const world: CommandTransport = { send: sendCommand, fetchOperation, cancel: cancelOperation, delay: time.wait, backoff: time.wait }
  const told: (readonly [CommandProgress, number])[] = []
  const tell = (stage: CommandProgress) => void told.push([stage, time.now])
  const intent: Command = {
    action,
    versionId: 'version',
    userId: me.user.id,
    revision: 1,
    key: newIdempotencyKey(),
    body: usualBody[action],
  }
  let fate: CommandOutcome | null = null
  let known = 0
  const know = (found: CommandOutcome) => {
    fate = found
    known = time.now
  }
  const page = new AbortController()
  void deliverCommand(intent, tell, page.signal, world).then(know)
  const reload = async (after: number) => {
    await time.wait(after, page.signal)
    if (fate !== null) return
    page.abort()
    know(await cancelOrResolve(intent, tell, new AbortController().signal, world))
  }
  if (reloadAfter !== null) void reload(reloadAfter)
  const repair = async () => {
    await time.wait(repaired)
    await demo.handle(
      new Request('http://localhost/demo/settings', { method: 'PUT', body: JSON.stringify({ signedIn: true, revoked: [] }) }),
    )
    demo.faults({})
  }
  void repair()
  for (const [who, after] of signIns) void time.wait(after).then(() => demo.signIn(who))
  await time.passUntil(() => fate !== null)
  // Whatever is still on its way arrives now.
  let quiet = false
  void demo.quiet().then(() => (quiet = true))
  await time.passUntil(() => quiet)
  const entries = await ground.store.read((reader) => reader.history('version', 100))
  const times = entries.filter(({ type, actor }) => type === action && actor?.id !== colleague.user.id).length
  return { fate, told, known, times }
}
