import { afterAll } from 'vitest'
import { demoServer } from '#mocks/node.ts'
import { demoHost } from './demo-host.ts'
import { contract } from './suite.ts'

const server = demoServer()
afterAll(() => server.close())

contract('the backend behind MSW in Node, with a memory store', () => {
  server.listen()
  return demoHost(server, 'http://localhost')
})
