import { openIndexedDbStore } from '#backend/store/indexed-db-store.ts'
import { openIndexedDbSettingsStore } from '#mocks/demo/indexed-db-settings-store.ts'
import { reportBackendError } from '#mocks/hosts/demo-failure.ts'
import { answerRequests } from '#mocks/hosts/msw-browser.ts'
import { createDemoHost } from '#test/contract/support/demo-host.ts'
import { createTestDemo } from '#test/support/test-demo.ts'
import type { Host } from '#test/contract/support/host.ts'
import { createCountedNotifier, testStreamCleanup } from './stream-cleanup-suite.ts'
import { testContract } from '#test/contract/suite/suite.ts'

const notifier = createCountedNotifier()

async function openHost(): Promise<Host> {
  const store = await openIndexedDbStore('contract')
  const settingsStore = await openIndexedDbSettingsStore('contract-settings')
  const demo = createTestDemo({
    store,
    replaceContents: (seed) => store.replaceAll(seed),
    settingsStore,
    notifier,
    report: reportBackendError,
  })
  await answerRequests(demo)
  return createDemoHost(demo, location.origin)
}

let hostPromise: Promise<Host> | undefined
const getHost = () => (hostPromise ??= openHost())

testContract('the backend behind MSW in the browser, with an IndexedDB store', getHost, 'MSW in the browser')
testStreamCleanup('the backend behind MSW in the browser', async () => ({ host: await getHost(), notifier }))
