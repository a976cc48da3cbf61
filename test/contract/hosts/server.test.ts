import { afterAll } from 'vitest'
import { openServerHost } from '#test/contract/support/server-host.ts'
import { testContract } from '#test/contract/suite/suite.ts'

const opening = openServerHost()
afterAll(async () => (await opening).close())

testContract('the server over HTTP, with a memory store', async () => (await opening).host, 'HTTP')
