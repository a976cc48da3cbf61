import { openIndexedDbStore } from '#backend/store/indexed-db-store.ts'
import { createBroadcastNotifier } from '#mocks/demo/broadcast-notifier.ts'
import { createDemo, type Demo } from '#mocks/demo/demo.ts'
import { notifyAllTabs } from '#mocks/demo/tab-messages.ts'
import { databaseNames } from './start-afresh.ts'
import { DemoFailure, reportBackendError, runOrFail } from './demo-failure.ts'
import { openIndexedDbSettingsStore } from '#mocks/demo/indexed-db-settings-store.ts'
import { allowWorkerUrl } from './worker-policy.ts'
import { releaseWorkerResources, ensureControl, reloadIfUncontrolled } from './worker-control.ts'

/** Interval of the notifier's ticks to event streams, in milliseconds. */
const tickMs = 2_000

/** Timeout for the start of the worker, in milliseconds. */
const startTimeoutMs = 15_000

/** Timeout for the databases, in milliseconds: another tab may hold them. Seeding takes a second or two. */
const storageTimeoutMs = 45_000

/** Mutual exclusion of the tabs: if two open at once, one seeds the store and the other finds it seeded. A browser may refuse locks. */
async function runExclusively<T>(work: () => Promise<T>): Promise<T> {
  let hasStarted = false
  try {
    return await navigator.locks.request('journey-console-demo', () => {
      hasStarted = true
      return work()
    })
  } catch (error) {
    if (hasStarted) throw error
    return work()
  }
}

/** Opens the demo on this browser's databases. `onClosed` is called if the browser closes one of them. */
async function openDemo(onClosed: () => void): Promise<{ readonly demo: Demo; readonly wasSeeded: boolean }> {
  let isOpen = true
  const handleClosed = () => {
    isOpen = false
    onClosed()
  }
  const openStores: { close(): void }[] = []
  // WebKit keeps a page that was left, with its transactions: they would hold up every other page of the demo for good.
  const closeOnLeaving = () => {
    handleClosed()
    for (const openStore of openStores) openStore.close()
  }
  window.addEventListener('pagehide', closeOnLeaving, { once: true })
  const store = await openIndexedDbStore(databaseNames.journeys, handleClosed)
  openStores.push(store)
  const settingsStore = await openIndexedDbSettingsStore(databaseNames.settings, handleClosed)
  openStores.push(settingsStore)
  const notifier = createBroadcastNotifier('journey-console-demo-notifier', tickMs)
  const demo = createDemo({
    store,
    replaceContents: (seed, onProgress) => store.replaceAll(seed, onProgress),
    settingsStore,
    notifier,
    // A request that is being answered when the databases are closed fails, and is sent again.
    report: (error) => isOpen && reportBackendError(error),
  })
  return { demo, wasSeeded: await runExclusively(() => demo.initialize()) }
}

const failAfter = (ms: number, failure: DemoFailure): Promise<never> => new Promise((_, reject) => setTimeout(() => reject(failure), ms))

/** Resolves once the page is shown: a page that was left opens nothing until the user comes back to it. */
function createShownCheck(): () => Promise<unknown> {
  let shown: Promise<unknown> = Promise.resolve()
  window.addEventListener('pagehide', () => {
    shown = new Promise((resolve) => window.addEventListener('pageshow', resolve, { once: true }))
  })
  return () => shown
}

/** The demo of this tab. After the browser has closed its databases (the site's data was cleared), the next request opens it again. */
async function openLastingDemo(): Promise<Pick<Demo, 'handle'>> {
  const waitUntilShown = createShownCheck()
  let opening: Promise<Demo> | undefined
  const forget = () => (opening = undefined)
  const open = async (isFirst: boolean): Promise<Demo> => {
    const { demo, wasSeeded } = await openDemo(forget)
    if (wasSeeded && !isFirst) notifyAllTabs('reset')
    return demo
  }
  opening = open(true)
  await opening
  return {
    handle: async (request) => {
      await waitUntilShown()
      opening ??= open(false)
      // A failed attempt is not remembered.
      const demo = await opening.catch((error: unknown) => {
        forget()
        throw error
      })
      return demo.handle(request)
    },
  }
}

/** Registers the worker, which answers this page's requests from then on. They wait for the demo. */
async function startWorker(demo: Pick<Demo, 'handle'>): Promise<void> {
  allowWorkerUrl()
  await reloadIfUncontrolled()
  // Dynamic import: this module throws on load if the browser has no storage.
  const { answerRequests } = await runOrFail('noStorage', () => import('./msw-browser.ts'))
  await answerRequests(demo)
}

/**
 * Starts the backend inside the browser and routes this page's requests to it. Throws a `DemoFailure` with the reason if that is
 * impossible.
 */
export async function startDemo(): Promise<void> {
  // Also refused by an exception when it is read.
  if (!(await runOrFail('noWorker', async () => navigator.serviceWorker))) throw new DemoFailure('noWorker')
  releaseWorkerResources()
  const opening = openLastingDemo()
  const demo: Pick<Demo, 'handle'> = { handle: async (request) => (await opening).handle(request) }
  // At the same time: both mostly wait.
  await Promise.all([
    runOrFail('noStorage', () => Promise.race([opening, failAfter(storageTimeoutMs, new DemoFailure('tooSlow'))])),
    runOrFail('noWorker', () => Promise.race([startWorker(demo), failAfter(startTimeoutMs, new DemoFailure('noWorker'))])),
  ])
  await runOrFail('noWorker', () => ensureControl(startTimeoutMs))
}
