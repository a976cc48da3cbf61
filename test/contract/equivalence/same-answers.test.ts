import { setupServer } from 'msw/node'
import { afterAll, expect, test, vi } from 'vitest'
import { createMemoryDependencies } from '#mocks/demo/memory-dependencies.ts'
import { createHandlers } from '#mocks/hosts/handlers.ts'
import { createDemoHost } from '#test/contract/support/demo-host.ts'
import { createTestDemo } from '#test/support/test-demo.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { createDirectHost, runSequence, createIdSequence } from './same-answers.ts'

vi.setConfig({ testTimeout: generatedCasesTimeoutMs })

const alone = createDirectHost()
const origin = 'http://localhost'
const names = createIdSequence()
const demo = createTestDemo({ ...createMemoryDependencies(), newId: names.newId })
const behindMsw = names.on(createDemoHost(demo, origin))
const inDemo = { ...behindMsw, send: (path: string, init?: RequestInit) => demo.handle(new Request(new URL(path, origin), init)) }

const server = setupServer(...createHandlers(demo))
server.listen({ onUnhandledFrame: 'error' })
afterAll(() => server.close())

/** Everything that the backend can answer but a failure and another origin. */
const everyStatus = [200, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428]

const sequences = scaleCases(10_000, 300)
const sequencesThroughMsw = scaleCases(100, 10)

test(`${sequences} random sequences are answered by the demo, and by the rules, as by the backend on its own`, async () => {
  const statuses = new Set<number>()

  for (let seed = 1; seed <= sequences; seed++) {
    for (const { status } of await runSequence(seed, { 'in process': alone, 'in the demo': inDemo })) statuses.add(status)
  }

  expect(new Set([...statuses].filter(Boolean))).toEqual(new Set(everyStatus))
})

test('random sequences are answered through MSW as by the backend on its own', async () => {
  for (let seed = 1; seed <= sequencesThroughMsw; seed++) await runSequence(seed, { 'in process': alone, 'behind MSW': behindMsw })
})
