import { AsyncLocalStorage } from 'node:async_hooks'
import { InfiniteQueryObserver, QueryObserver, type QueryClient } from '@tanstack/react-query'
import { runCommand } from '#api/commands/run-command.ts'
import type { CommandOutcome, CommandProgress } from '#api/commands/deliver-command.ts'
import { createIdempotencyKey } from '#api/commands/command.ts'
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
import { notifyOnWrite, createLocalNotifier } from '#mocks/demo/notifier.ts'
import type { Random } from '#mocks/faults/seeded-random.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { buildActivity, day, buildFlow } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildSeed } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

/** Both ways to end a journey. */
export type Ending = 'close' | 'stop'

/** What each ending is confirmed with. */
export const endingBodies: Readonly<Record<Ending, { readonly reason: 'campaignOver' | 'legal' }>> = {
  close: { reason: 'campaignOver' },
  stop: { reason: 'legal' },
}

/** A request that a console has sent. */
interface SentRequest {
  readonly method: string
  readonly path: string
}

/** Somebody's console, in a browser of its own, with the dialog of an ending open. */
export interface ConsoleSession {
  readonly session: Session
  readonly sent: readonly SentRequest[]
  readonly progress: readonly CommandProgress[]
  /** Confirms what is in the dialog, on the state that the console knows. */
  confirm(ending: Ending): Promise<CommandOutcome>
  /** What the console knows of the version. */
  getVersion(): Version | undefined
  /** Whether the console would still send. */
  allows(ending: Ending): boolean
  /** The last thing that happened, as the dialog knows it. */
  getLastEntry(): HistoryEntry | undefined
  /** How many people are inside by the numbers in the dialog, and of which revision they are. */
  getNumbers(): readonly [inside: number | undefined, revision: number | undefined]
  close(): void
}

/** Somebody enters every hour, and stays for three days. */
const hourlyFlow = buildFlow(1, buildActivity('wait', 'wait', 3 * day))

const currentConsole = new AsyncLocalStorage<{ readonly session: Session; readonly sent: SentRequest[] }>()

/** A backend with one journey, and the network to it: who asks is known by the desk. Each request, and each answer, may take a few turns longer than others. */
export function createRaceHarness(random: Random) {
  const notifier = createLocalNotifier()
  const store = notifyOnWrite(createMemoryStore(buildSeed([buildVersion({ flow: hourlyFlow })])), notifier)
  const backend = createBackend({
    store,
    clock: () => now,
    identify: (request) => (request.headers.get('x-user') === marketer.user.id ? marketer : otherMarketer),
    subscribe: notifier.subscribe,
    newId: () => 'new',
    typedNameThreshold: 1000,
  })

  const network = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const from = currentConsole.getStore()
    if (!from) throw new Error(`Nobody asks for ${path}.`)
    from.sent.push({ method: init.method ?? 'GET', path })
    await flushEventLoop(random.int(3))
    const request = new Request(new URL(path, 'http://localhost'), init)
    request.headers.set('x-user', from.session.user.id)
    const response = await backend(request)
    await flushEventLoop(random.int(3))
    return response
  }

  return { network, history: () => store.read((reader) => reader.history('version', 9)) }
}

/** Sits somebody down at a console that shows the version, its dialog open, and that is told what happens. */
export function openSession(session: Session): ConsoleSession {
  const sent: SentRequest[] = []
  const progress: CommandProgress[] = []
  const controller = new AbortController()
  const client: QueryClient = createQueryClient()
  const runHere = <T>(work: () => T): T => currentConsole.run({ session, sent }, work)
  const getVersion = () => client.getQueryData(versionOptions('version').queryKey)
  const stopLiveUpdates = runHere(() => startLiveUpdates(client))
  // As the dialog reads: the numbers anew with each revision, the history once there is one.
  const subscriptions = runHere(() => {
    const impact = new QueryObserver(client, impactOptions('version', 1))
    const history = new InfiniteQueryObserver(client, { ...historyOptions('version'), enabled: false })
    return [
      new QueryObserver(client, versionOptions('version')).subscribe(({ data }) =>
        runHere(() => {
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
    progress,
    confirm: (ending) =>
      runHere(() => {
        const command = {
          action: ending,
          versionId: 'version',
          revision: getVersion()?.revision ?? 0,
          key: createIdempotencyKey(),
          userId: session.user.id,
          body: endingBodies[ending],
        }
        return runCommand(command, { client, onProgress: (stage) => progress.push(stage), signal: controller.signal })
      }),
    getVersion,
    allows: (ending) => decide(getVersion() ?? { status: 'unknown', latest: false }, ending, session.permissions).allowed,
    getLastEntry: () => client.getQueryData(historyOptions('version').queryKey)?.pages[0]?.items[0],
    getNumbers: () => {
      const data = client.getQueryData(impactOptions('version', getVersion()?.revision ?? 0).queryKey)
      return [data?.peopleInside, data?.revision]
    },
    close: () => {
      controller.abort()
      stopLiveUpdates()
      for (const unsubscribe of subscriptions) unsubscribe()
      client.clear()
    },
  }
}
