import { AsyncLocalStorage } from 'node:async_hooks'
import { InfiniteQueryObserver, QueryObserver, type QueryClient } from '@tanstack/react-query'
import { runCommand } from '#api/commands/run-command.ts'
import type { CommandOutcome } from '#api/commands/deliver-command.ts'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
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
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { decide } from '#domain/lifecycle.ts'
import { notifyOnWrite, createLocalNotifier } from '#backend/events/notifier.ts'
import type { Random } from '#mocks/faults/seeded-random.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { buildActivity, day, buildFlow } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildSeed } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

/** The two ways to end a journey. */
export type Ending = 'close' | 'stop'

/** The request body of each ending. */
export const endingBodies: Readonly<Record<Ending, { readonly reason: 'campaignOver' | 'legal' }>> = {
  close: { reason: 'campaignOver' },
  stop: { reason: 'legal' },
}

/** A request sent by a console. */
interface SentRequest {
  readonly method: string
  readonly path: string
}

/** A console in its own browser, with the dialog of an ending open. */
export interface ConsoleSession {
  readonly session: Session
  readonly sent: readonly SentRequest[]
  readonly progress: readonly CommandProgress[]
  /** Confirms the dialog, with the revision in the cache. */
  confirm(ending: Ending): Promise<CommandOutcome>
  /** The cached version. */
  getVersion(): Version | undefined
  /** Whether the console still allows the command. */
  allows(ending: Ending): boolean
  /** The latest history entry, as the dialog shows it. */
  getLastEntry(): HistoryEntry | undefined
  /** The number of people inside in the dialog, and its revision. */
  getNumbers(): readonly [inside: number | undefined, revision: number | undefined]
  close(): void
}

/** One person enters per hour and stays for three days. */
const hourlyFlow = buildFlow(1, buildActivity('wait', 'wait', 3 * day))

const currentConsole = new AsyncLocalStorage<{ readonly session: Session; readonly sent: SentRequest[] }>()

/** A backend with one journey. The network identifies the sending console, and delays requests and responses by random turns. */
export function createRaceHarness(random: Random) {
  const notifier = createLocalNotifier()
  const store = notifyOnWrite(createMemoryStore(buildSeed([buildVersion({ flow: hourlyFlow })])), notifier)
  const backend = createBackend({
    store,
    engine: createSimulatedEngine(),
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

  return { network, history: () => store.read((reader) => reader.history('version', { limit: 9 })) }
}

/** Opens a console that shows the version, with its dialog open and live updates running. */
export function openSession(session: Session): ConsoleSession {
  const sent: SentRequest[] = []
  const progress: CommandProgress[] = []
  const controller = new AbortController()
  const client: QueryClient = createQueryClient()
  const runHere = <T>(work: () => T): T => currentConsole.run({ session, sent }, work)
  const getVersion = () => client.getQueryData(versionOptions('version').queryKey)
  const stopLiveUpdates = runHere(() => startLiveUpdates(client))
  // As in the dialog: the impact is read again with each revision, the history from revision 2.
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
