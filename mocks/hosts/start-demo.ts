import { openIndexedDbStore } from '#backend/store/indexed-db-store.ts'
import { createBroadcastNotifier } from '#mocks/demo/notifier.ts'
import { createDemo, type Demo } from '#mocks/demo/demo.ts'
import { DemoFailure } from './demo-failure.ts'
import { openIndexedDbSettingsStore } from '#mocks/demo/indexed-db-settings-store.ts'
import { allowWorkerUrl } from './worker-policy.ts'
import { releaseWorkerResources, ensureControl, reloadIfUncontrolled } from './worker-control.ts'

/** Interval of the notifier's ticks to event streams, in milliseconds. */
const tickMs = 2_000

/** Timeout for the start of the worker, in milliseconds. */
const startTimeoutMs = 15_000

async function openDemo(): Promise<Demo> {
  try {
    const store = await openIndexedDbStore('journey-console')
    const settingsStore = await openIndexedDbSettingsStore('journey-console-demo')
    const notifier = createBroadcastNotifier('journey-console-demo-notifier', tickMs)
    const demo = createDemo({ store, replaceContents: (seed) => store.replaceAll(seed), settingsStore, notifier, report: reportError })
    // Mutual exclusion: if two tabs open at once, one seeds the store and the other finds it seeded.
    await navigator.locks.request('journey-console-demo', () => demo.initialize())
    return demo
  } catch (error) {
    throw new DemoFailure('noStorage', error)
  }
}

const failAfter = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(`not started after ${ms} ms`)), ms))

/**
 * Starts the backend inside the browser and routes this page's requests to it. Throws a `DemoFailure` with the reason if that is
 * impossible.
 */
export async function startDemo(): Promise<void> {
  if (!('serviceWorker' in navigator)) throw new DemoFailure('noWorker')
  releaseWorkerResources()
  // Dynamic import: this module throws on load if the browser has no storage.
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
