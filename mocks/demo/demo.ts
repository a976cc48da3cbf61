import type { Session } from '#api/contract/session.ts'
import { createBackend } from '#backend/app.ts'
import { runBatches } from '#backend/batches/run-batches.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import type { Environment } from '#backend/environment.ts'
import { runScheduler, startRuns } from '#backend/history/scheduler.ts'
import { createRandomId } from '#backend/store/random-id.ts'
import type { Seed, Store } from '#backend/store/store.ts'
import type { Instant } from '#domain/version.ts'
import { notifyOnWrite, type Notifier } from '#backend/events/notifier.ts'
import { changeClock, computeDemoTime } from './demo-clock.ts'
import { sendSecondUserAction, secondUserSession } from './second-user.ts'
import { createDemoRoutes } from './demo-routes.ts'
import { parseVersionId } from '#mocks/faults/endpoint.ts'
import type { FaultPlan } from '#mocks/faults/fault-schedule.ts'
import type { SecondUserAction, ConcurrentChange } from '#mocks/faults/fault.ts'
import { createFaultyNetwork, type FaultyNetwork } from '#mocks/faults/faulty-network.ts'
import { seedVersion, createDemoSeed } from '#mocks/seed/seed.ts'
import { seedSizes, type SeedSize } from '#mocks/seed/seed-sizes.ts'
import { createInitialSettings } from './initial-settings.ts'
import type { PersistedSettings, Settings, SettingsStore } from './settings.ts'
import { signInPath } from './sign-in-path.ts'
import { findRights, findSession } from './demo-session.ts'

/** From this number of people inside, a stop requires the typed name of the journey. */
const typedNameThreshold = 1000

/** Dependencies of a demo. Several demos may share them, as the tabs of a browser do. */
export interface DemoDependencies {
  readonly store: Store
  /** Replaces the contents of the store. `onProgress` is called with the share that is written. */
  readonly replaceContents: (seed: Seed, onProgress: (share: number) => void) => Promise<void>
  readonly settingsStore: SettingsStore
  /** Notified whenever there may be something to send to event streams. */
  readonly notifier: Notifier
  /** Called with internal errors of the backend. */
  readonly report: (error: Error) => void
  /** The real time, in milliseconds since the epoch. */
  readonly realTime?: () => number
  /** Waits for `ms` milliseconds of real time. */
  readonly wait?: (ms: number) => Promise<void>
  readonly newId?: Environment['newId']
  /** The time at which a test has frozen the demo's clock; `undefined` while it runs. */
  readonly getFrozenTime?: () => Instant | undefined
  /** The session that a test has set; `undefined` for that of the acting user. */
  readonly getSession?: () => Session | null | undefined
}

/** The backend without a server, with the controls of the demo menu. */
export interface Demo {
  /** The environment of its backend; who is signed in depends on the settings. */
  readonly environment: Omit<Environment, 'identify'>
  /** Seeds the store with the demo's journeys if its seed is missing or older. Resolves to whether it did. */
  initialize(): Promise<boolean>
  /** Handles requests to `/api/…` and `/demo/…`. */
  handle(request: Request): Promise<Response>
  /** The network of this tab, in front of its backend. */
  readonly network: FaultyNetwork
  /** Sets the fault plan of this tab's requests. */
  setFaultPlan(plan: FaultPlan): void
  /** Applies a second user's action. Returns the backend's response. */
  actAsSecondUser(action: SecondUserAction): Promise<Response>
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Creates a demo. It reads its settings from the settings store on every request, because another tab may have changed them. */
export function createDemo({
  store,
  replaceContents,
  settingsStore,
  notifier,
  report,
  realTime = Date.now,
  wait = sleep,
  newId = createRandomId,
  getFrozenTime = () => undefined,
  getSession = () => undefined,
}: DemoDependencies): Demo {
  let settings = createInitialSettings(realTime())
  let lastNow: Instant = -Infinity

  /** Stores the time that the demo has reached: after a reload and in other tabs the clock must not go behind it. */
  const persistTime = async () => {
    settings = await settingsStore.update((found) => {
      const current = found ?? settings
      return { ...current, clock: changeClock(current.clock, realTime(), { reached: lastNow }) }
    })
  }
  const loadSettings = async () => {
    settings = (await settingsStore.read()) ?? settings
    // The clock of the device was set back: the demo's time goes on from where it was, instead of standing still.
    if (realTime() < settings.clock.since) await persistTime()
    return settings
  }
  const updateSettings = async (update: (current: PersistedSettings) => PersistedSettings) => {
    settings = await settingsStore.update((found) => update(found ?? settings))
    notifier.notify('session')
    notifier.notify('beat')
  }
  const clock = (): Instant => getFrozenTime() ?? (lastNow = Math.max(lastNow, computeDemoTime(settings.clock, realTime())))

  let preparing: Settings['preparing'] = null
  const fillStore = async (now: Instant, size: SeedSize) => {
    preparing = { size, share: 0 }
    try {
      await replaceContents(await createDemoSeed(now, size), (share) => (preparing = { size, share }))
    } finally {
      preparing = null
    }
  }
  const reset = async (size: SeedSize) => {
    await loadSettings()
    const now = Math.max(realTime(), clock())
    setFaultPlan({})
    await fillStore(now, size)
    await updateSettings(() => createInitialSettings(realTime(), now, size))
  }

  const persistTimeOnWrite: Store = {
    read: (work) => store.read(work),
    write: async (work) => {
      const result = await store.write(work)
      if (getFrozenTime() === undefined) await persistTime()
      return result
    },
  }
  const environment = {
    store: notifyOnWrite(persistTimeOnWrite, notifier),
    engine: createSimulatedEngine(),
    clock,
    subscribe: notifier.subscribe,
    newId,
    readRights: async (userId: string) => {
      const session = getSession()
      if (session !== undefined) return session?.user.id === userId ? session : undefined
      return findRights(await loadSettings(), userId)
    },
    typedNameThreshold,
    signInPath,
    report,
  }
  // An event stream is one long request whose session is checked repeatedly: another tab may have changed the settings.
  const identify = async () => {
    await loadSettings()
    const session = getSession()
    return session === undefined ? findSession(settings) : session
  }
  startRuns(environment, () => runScheduler(environment))
  startRuns(environment, () => runBatches(environment))
  const secondUserBackend = createBackend({ ...environment, identify: () => secondUserSession })

  const actAsSecondUser = (action: SecondUserAction) => sendSecondUserAction(secondUserBackend, action, newId())
  const applyChange = (change: ConcurrentChange, request: Request): Promise<unknown> => {
    if ('expire' in change) return updateSettings((current) => ({ ...current, signedIn: false }))
    if ('revoke' in change) return updateSettings((current) => ({ ...current, revoked: [...current.revoked, change.revoke] }))
    return actAsSecondUser({ versionId: parseVersionId(request), ...change })
  }
  const network = createFaultyNetwork(createBackend({ ...environment, identify }), async () => (await loadSettings()).backend, {
    wait,
    applyChange,
  })
  const setFaultPlan = (plan: FaultPlan) => {
    network.setPlan(plan)
    notifier.notify('beat')
  }

  const handleDemoRequest = createDemoRoutes({
    readSettings: () => {
      const { actingAs, signedIn, revoked, backend, size, clock: settingsClock } = settings
      const { speed } = settingsClock
      return { actingAs, signedIn, revoked, backend, speed, size, preparing, now: new Date(clock()).toISOString() }
    },
    changeSettings: ({ speed, ...change }) =>
      updateSettings((current) => ({ ...current, ...change, clock: changeClock(current.clock, realTime(), { speed }) })),
    jump: (forwardMs) => updateSettings((current) => ({ ...current, clock: changeClock(current.clock, realTime(), { forwardMs }) })),
    reset: ({ size = settings.size }) => reset(size),
    setFaultPlan: async (plan) => {
      setFaultPlan(plan)
      if (Object.keys(plan).length === 0) await network.waitUntilIdle()
    },
    runSecondUserCommand: async ({ afterMs, ...action }) => {
      if (afterMs === undefined) return actAsSecondUser(action)
      const runLater = async () => {
        await wait(afterMs)
        await actAsSecondUser(action)
      }
      return void runLater().catch(report)
    },
    readWithoutFaults: secondUserBackend,
  })

  return {
    environment,
    network,
    initialize: async () => {
      // The browser, or its user, may have deleted the journeys and not the settings. A seed always has a history.
      const isSeeded =
        (await settingsStore.read())?.seedVersion === seedVersion && (await store.read((reader) => reader.latestSequence())) > 0
      if (!isSeeded) await reset(seedSizes[0])
      return !isSeeded
    },
    handle: async (request) => {
      if (!new URL(request.url).pathname.startsWith('/demo/')) return network.handle(request)
      await loadSettings()
      return handleDemoRequest(request)
    },
    setFaultPlan,
    actAsSecondUser,
  }
}
