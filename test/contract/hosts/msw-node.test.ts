import { afterAll } from 'vitest'
import { createDemoServer } from '#mocks/hosts/msw-node.ts'
import { createDemoHost } from '#test/contract/support/demo-host.ts'
import { createCountedNotifier, testStreamCleanup } from './stream-cleanup-suite.ts'
import { testContract } from '#test/contract/suite/suite.ts'

const notifier = createCountedNotifier()
const server = createDemoServer(notifier)
afterAll(() => server.close())

testContract('the backend behind MSW in Node, with a memory store', () => {
  server.listen()
  return createDemoHost(server, 'http://localhost')
})

testStreamCleanup('the backend behind MSW in Node', async () => ({ host: createDemoHost(server, 'http://localhost'), notifier }))
