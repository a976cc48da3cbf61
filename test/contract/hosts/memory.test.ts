import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { createCountedNotifier, testStreamCleanup } from './stream-cleanup-suite.ts'
import { testContract } from '#test/contract/suite/suite.ts'

testContract('the backend in process, with a memory store', () => createInProcessHost())

const notifier = createCountedNotifier()
testStreamCleanup('the backend in process', async () => ({ host: createInProcessHost(undefined, notifier), notifier }))
