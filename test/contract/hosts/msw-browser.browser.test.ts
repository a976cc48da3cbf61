import { openIndexedDbStore } from '#backend/store/indexed-db-store.ts'
import { createDemo } from '#mocks/demo/demo.ts'
import { openIndexedDbShelf } from '#mocks/demo/indexed-db-settings-store.ts'
import { answerRequests } from '#mocks/hosts/msw-browser.ts'
import { demoHost } from '#test/contract/support/demo-host.ts'
import type { Host } from '#test/contract/support/host.ts'
import { countedBell, leaving } from './stream-cleanup-suite.ts'
import { contract } from '#test/contract/suite/suite.ts'

const bell = countedBell()

async function open(): Promise<Host> {
  const store = await openIndexedDbStore('contract')
  const shelf = await openIndexedDbShelf('contract-settings')
  const demo = createDemo({ store, refill: (seed) => store.replaceAll(seed), shelf, bell, report: reportError })
  await answerRequests(demo)
  return demoHost(demo, location.origin)
}

let opened: Promise<Host> | undefined
const host = () => (opened ??= open())

contract('the backend behind MSW in the browser, with an IndexedDB store', host)
leaving('the backend behind MSW in the browser', async () => ({ host: await host(), bell }))
