import { openIndexedDbStore } from '#backend/store/indexed-db-store.ts'
import { createBroadcastNotifier } from '#mocks/demo/notifier.ts'
import { createDemo, type Demo } from '#mocks/demo/demo.ts'
import { DemoFailure } from './demo-failure.ts'
import { openIndexedDbSettingsStore } from '#mocks/demo/indexed-db-settings-store.ts'
import { allowWorkerUrl } from './worker-policy.ts'
import { ensureControl, reloadIfUncontrolled } from './worker-control.ts'

/** How often those who listen to events are told that time goes on, in milliseconds. */
const tickMs = 2_000

/** How long the worker may take to start, in milliseconds. */
const startTimeoutMs = 15_000

async function openDemo(): Promise<Demo> {
  try {
    const store = await openIndexedDbStore('journey-console')
    const settingsStore = await openIndexedDbSettingsStore('journey-console-demo')
    const notifier = createBroadcastNotifier('journey-console-demo-notifier', tickMs)
    const demo = createDemo({ store, replaceContents: (seed) => store.replaceAll(seed), settingsStore, notifier, report: reportError })
    // Of two tabs opened at once, one fills the store and the other finds it filled.
    await navigator.locks.request('journey-console-demo', () => demo.initialize())
    return demo
  } catch (error) {
    throw new DemoFailure('noStorage', error)
  }
}

const failAfter = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(`not started after ${ms} ms`)), ms))

/**
 * Starts the backend inside the browser: from then on this page's requests to it are answered here.
 * Throws a `DemoFailure` that says why where that is impossible.
 */
export async function startDemo(): Promise<void> {
  if (!('serviceWorker' in navigator)) throw new DemoFailure('noWorker')
  // Not imported as everything else: it throws while it loads where the browser keeps nothing.
  const [demo, { answerRequests }] = await Promise.all([openDemo(), import('./msw-browser.ts')])
  allowWorkerUrl()
  await reloadIfUncontrolled()
  try {
    await Promise.race([answerRequests(demo), failAfter(startTimeoutMs)])
  } catch (error) {
    throw new DemoFailure('noWorker', error)
  }
  await ensureControl(startTimeoutMs)
}
