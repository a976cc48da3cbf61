import { openIndexedDbStore } from '#backend/indexed-db-store.ts'
import { createDemo } from '#mocks/demo.ts'
import { openIndexedDbShelf } from '#mocks/indexed-db-shelf.ts'
import { answerRequests } from '#mocks/network.ts'
import { demoHost } from './demo-host.ts'
import { contract } from './suite.ts'

contract('the backend behind MSW in the browser, with an IndexedDB store', async () => {
  const store = await openIndexedDbStore('contract')
  const shelf = await openIndexedDbShelf('contract-settings')
  const demo = createDemo({ store, refill: (seed) => store.replaceAll(seed), shelf, report: reportError })
  await answerRequests(demo)
  return demoHost(demo, location.origin)
})
