import { afterAll } from 'vitest'
import { demoServer } from '#mocks/node.ts'
import { demoHost } from './demo-host.ts'
import { countedBell, leaving } from './leaving.ts'
import { contract } from './suite.ts'

const bell = countedBell()
const server = demoServer(bell)
afterAll(() => server.close())

contract('the backend behind MSW in Node, with a memory store', () => {
  server.listen()
  return demoHost(server, 'http://localhost')
})

leaving('the backend behind MSW in Node', async () => ({ host: demoHost(server, 'http://localhost'), bell }))
