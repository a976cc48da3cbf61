import { afterAll } from 'vitest'
import { createMemoryDependencies } from '#mocks/demo/memory-dependencies.ts'
import { createNodeServer } from '#mocks/hosts/msw-node.ts'
import { createDemoHost } from '#test/contract/support/demo-host.ts'
import { createTestDemo } from '#test/support/test-demo.ts'
import { createCountedNotifier, testStreamCleanup } from './stream-cleanup-suite.ts'
import { testContract } from '#test/contract/suite/suite.ts'

const notifier = createCountedNotifier()
const demo = createTestDemo(createMemoryDependencies(notifier))
const server = createNodeServer(demo)
afterAll(() => server.close())

const openHost = () => {
  server.listen()
  return createDemoHost(demo, 'http://localhost')
}

testContract('the backend behind MSW in Node, with a memory store', openHost, 'MSW in Node')

testStreamCleanup('the backend behind MSW in Node', async () => ({ host: createDemoHost(demo, 'http://localhost'), notifier }))
