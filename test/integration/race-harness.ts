import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { InfiniteQueryObserver, QueryObserver, type QueryClient } from '@tanstack/react-query'
import { runCommand } from '#api/commands/run-command.ts'
import type { CommandOutcome, CommandProgress } from '#api/commands/deliver-command.ts'
import { newIdempotencyKey } from '#api/commands/command.ts'
import { startLiveUpdates } from '#api/live-updates/start-live-updates.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { historyOptions } from '#api/queries/history.ts'
import { impactOptions } from '#api/queries/impact.ts'
import { versionOptions } from '#api/queries/version.ts'
import { createQueryClient } from '#app/query-client.ts'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import { createBackend } from '#backend/app.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { decide } from '#domain/lifecycle.ts'
import { audible, memoryBell } from '#mocks/demo/notifier.ts'
import type { Chance } from '#test/support/random.ts'
import { activity, day, flow } from '#test/unit/domain/population/example-life.ts'
import { aVersion, now, seedOf } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

/** Both ways to end a journey. */
export type Ending = 'close' | 'stop'

/** What each ending is confirmed with. */
export const bodies: Readonly<Record<Ending, { readonly reason: 'campaignOver' | 'legal' }>> = {
  close: { reason: 'campaignOver' },
  stop: { reason: 'legal' },
}

/** A request that a console has sent. */
interface Sent {
  readonly method: string
  readonly path: string
}

/** Somebody's console, in a browser of its own, with the dialog of an ending open. */
export interface Desk {
  readonly session: Session
  readonly sent: readonly Sent[]
  readonly stages: readonly CommandProgress[]
  /** Confirms what is in the dialog, on the state that the console knows. */
  confirm(ending: Ending): Promise<CommandOutcome>
  /** What the console knows of the version. */
  known(): Version | undefined
  /** Whether the console would still send. */
  allows(ending: Ending): boolean
  /** The last thing that happened, as the dialog knows it. */
  last(): HistoryEntry | undefined
  /** How many people are inside by the numbers in the dialog, and of which revision they are. */
  numbers(): readonly [inside: number | undefined, revision: number | undefined]
  close(): void
}

/** Somebody enters every hour, and stays for three days. */
const walk = flow(1, activity('wait', 'wait', 3 * day))

const desk = new AsyncLocalStorage<{ readonly session: Session; readonly sent: Sent[] }>()

/** Lets everything go on that goes on by itself. No timer fires. */
export async function settled(turns = 40): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate()
}

/** A backend with one journey, and the network to it: who asks is known by the desk. Each request, and each answer, may take a few turns longer than others. */
export function office(luck: Chance) {
  const bell = memoryBell()
  const store = audible(createMemoryStore(seedOf([aVersion({ flow: walk })])), bell)
  const backend = createBackend({
    store,
    clock: () => now,
    identify: (request) => (request.headers.get('desk') === marketer.user.id ? marketer : otherMarketer),
    subscribe: bell.onRing,
    newId: () => 'new',
    typedNameThreshold: 1000,
  })

  const network = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const from = desk.getStore()
    if (!from) throw new Error(`Nobody asks for ${path}.`)
    from.sent.push({ method: init.method ?? 'GET', path })
    await settled(luck.below(4))
    const request = new Request(new URL(path, 'http://localhost'), init)
    request.headers.set('desk', from.session.user.id)
    const response = await backend(request)
    await settled(luck.below(4))
    return response
  }

  return { network, history: () => store.read((reader) => reader.history('version', 9)) }
}

/** Sits somebody down at a console that shows the version, its dialog open, and that is told what happens. */
export function sitDown(session: Session): Desk {
  const sent: Sent[] = []
  const stages: CommandProgress[] = []
  const over = new AbortController()
  const client: QueryClient = createQueryClient()
  const here = <T>(work: () => T): T => desk.run({ session, sent }, work)
  const known = () => client.getQueryData(versionOptions('version').queryKey)
  const end = here(() => startLiveUpdates(client))
  // As the dialog reads: the numbers anew with each revision, the history once there is one.
  const watched = here(() => {
    const impact = new QueryObserver(client, impactOptions('version', 1))
    const history = new InfiniteQueryObserver(client, { ...historyOptions('version'), enabled: false })
    return [
      new QueryObserver(client, versionOptions('version')).subscribe(({ data }) =>
        here(() => {
          if (!data) return
          impact.setOptions(impactOptions('version', data.revision))
          history.setOptions({ ...historyOptions('version'), enabled: data.revision > 1 })
        }),
      ),
      new QueryObserver(client, sessionOptions).subscribe(() => {}),
      impact.subscribe(() => {}),
      history.subscribe(() => {}),
    ]
  })
  return {
    session,
    sent,
    stages,
    confirm: (ending) =>
      here(() => {
        const intent = {
          action: ending,
          versionId: 'version',
          revision: known()?.revision ?? 0,
          key: newIdempotencyKey(),
          userId: session.user.id,
          body: bodies[ending],
        }
        return runCommand(intent, { client, onProgress: (stage) => stages.push(stage), signal: over.signal })
      }),
    known,
    allows: (ending) => decide(known() ?? { status: 'unknown', latest: false }, ending, session.permissions).allowed,
    last: () => client.getQueryData(historyOptions('version').queryKey)?.pages[0]?.items[0],
    numbers: () => {
      const data = client.getQueryData(impactOptions('version', known()?.revision ?? 0).queryKey)
      return [data?.peopleInside, data?.revision]
    },
    close: () => {
      over.abort()
      end()
      for (const leave of watched) leave()
      client.clear()
    },
  }
}
