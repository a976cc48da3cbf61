import { afterAll } from 'vitest'
import { demoServer } from '#mocks/hosts/msw-node.ts'
import { demoHost } from '#test/contract/support/demo-host.ts'
import { countedBell, leaving } from './stream-cleanup-suite.ts'
import { contract } from '#test/contract/suite/suite.ts'

const bell = countedBell()
const server = demoServer(bell)
afterAll(() => server.close())

contract('the backend behind MSW in Node, with a memory store', () => {
  server.listen()
  return demoHost(server, 'http://localhost')
})

leaving('the backend behind MSW in Node', async () => ({ host: demoHost(server, 'http://localhost'), bell }))
