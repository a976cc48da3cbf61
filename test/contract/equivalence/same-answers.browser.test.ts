import { expect, test, vi } from 'vitest'
import { commands } from 'vitest/browser'
import { openIndexedDbStore } from '#backend/store/indexed-db-store.ts'
import { createLocalNotifier } from '#backend/events/notifier.ts'
import { openIndexedDbSettingsStore } from '#mocks/demo/indexed-db-settings-store.ts'
import { answerRequests } from '#mocks/hosts/msw-browser.ts'
import { createDemoHost } from '#test/contract/support/demo-host.ts'
import { createTestDemo } from '#test/support/test-demo.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { computeDigest, createDirectHost, runSequence, createIdSequence } from './same-answers.ts'

vi.setConfig({ testTimeout: generatedCasesTimeoutMs })

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** The digests of what Node answers to the sequences of the seeds from 1 to `last`. */
    answersInNode(last: number): Promise<readonly string[]>
  }
}

/** How many sequences run beside one another, each in a database of its own: a browser takes its time for each transaction. */
const lanes = 4

/** Plays the sequences of the seeds from 1 to `last`, and gives their digests in order. */
async function runAll(last: number, lane: (name: string) => Promise<(seed: number) => ReturnType<typeof runSequence>>): Promise<string[]> {
  const digests: string[] = []
  const each = async (first: number) => {
    const playOne = await lane(`same-answers-${first}`)
    for (let seed = first; seed <= last; seed += lanes) digests[seed - 1] = await computeDigest(await playOne(seed))
  }
  await Promise.all(Array.from({ length: lanes }, (_, index) => each(index + 1)))
  return digests
}

test('random sequences are answered in the browser, from a database of its own, as in Node from memory', async () => {
  const digests = await runAll(scaleCases(800, 20), async (name) => {
    const store = await openIndexedDbStore(name)
    const kept = createDirectHost(async (seed) => {
      await store.replaceAll(seed)
      return store
    })
    const alone = createDirectHost()
    return (seed) => runSequence(seed, { 'in memory': alone, 'in IndexedDB': kept })
  })

  expect(digests).toEqual(await commands.answersInNode(digests.length))
})

test('random sequences are answered through the worker as by the backend on its own', async () => {
  const names = createIdSequence()
  const store = await openIndexedDbStore('same-answers')
  const settingsStore = await openIndexedDbSettingsStore('same-answers-settings')
  const refill: typeof store.replaceAll = (seed) => store.replaceAll(seed)
  const demo = createTestDemo({
    store,
    replaceContents: refill,
    settingsStore,
    notifier: createLocalNotifier(),
    report: reportError,
    newId: names.newId,
  })
  await answerRequests(demo)
  const host = names.on(createDemoHost(demo, location.origin))
  const alone = createDirectHost()
  const sequences = scaleCases(100, 10)

  for (let seed = 1; seed <= sequences; seed++) await runSequence(seed, { 'in process': alone, 'behind the worker': host })
})
