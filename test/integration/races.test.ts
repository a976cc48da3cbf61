import { setMaxListeners } from 'node:events'
import { notifyManager } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRandom } from '#mocks/faults/seeded-random.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { endingBodies, createRaceHarness, openSession, type ConsoleSession, type Ending } from './race-harness.ts'

const endings: readonly (readonly [anna: Ending, bob: Ending])[] = [
  ['close', 'close'],
  ['close', 'stop'],
  ['stop', 'close'],
  ['stop', 'stop'],
]
const races = scaleCases(1_000, 200)

/** The most requests by which a console that is told of an ending makes its dialog true: version, impact and history, once more if they came too early. */
const maxReads = 8

const statuses: Readonly<Record<Ending, string>> = { close: 'closed', stop: 'stopped' }

vi.setConfig({ testTimeout: generatedCasesTimeoutMs })

beforeEach(() => {
  // None of these ever fires: what happens here happens without waiting for time.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  notifyManager.setScheduler(queueMicrotask)
  // Each console is in a browser of its own.
  vi.stubGlobal('navigator', {})
  const [window, document] = [new EventTarget(), Object.assign(new EventTarget(), { visibilityState: 'visible' })]
  setMaxListeners(0, window, document)
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', document)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Who did what, when and why. */
const buildExpectedEntry = (by: ConsoleSession, what: Ending) => ({
  type: what,
  actor: by.session.user,
  at: new Date(now).toISOString(),
  ...endingBodies[what],
})

/** What the dialog of a console knows of the version, and of what happened to it last. */
const readKnownState = (consoleSession: ConsoleSession) => ({
  revision: consoleSession.getVersion()?.revision,
  status: consoleSession.getVersion()?.status,
  last: consoleSession.getLastEntry(),
  numbers: consoleSession.getNumbers(),
})

/** The loser of a race stops the closed version after all, and every other console learns of it. */
async function confirmStopAgain(loser: ConsoleSession, allConsoles: readonly ConsoleSession[]): Promise<void> {
  expect((await loser.confirm('stop')).kind).toBe('succeeded')
  await flushEventLoop(40)
  for (const each of allConsoles.filter((other) => other !== loser))
    expect(readKnownState(each)).toMatchObject({ revision: 3, status: 'stopped', last: buildExpectedEntry(loser, 'stop') })
}

test(`of two users who end a journey at once one wins, and the response to the other says who did what, when and why: ${races} times`, async () => {
  const wins = new Map<string, number>()

  for (let seed = 1; seed <= races; seed++) {
    const pair = endings[seed % endings.length]!
    const { network, history } = createRaceHarness(createRandom(seed))
    vi.stubGlobal('fetch', network)
    const consoles = [openSession(marketer), openSession(otherMarketer)] as const
    // Now and then a third one has the dialog open, and sends nothing.
    const allConsoles = seed % 5 === 0 ? [...consoles, openSession(marketer)] : consoles
    await flushEventLoop(40)
    const readBefore = allConsoles.map(({ sent }) => sent.length)

    const outcomes = await Promise.all([consoles[0].confirm(pair[0]), consoles[1].confirm(pair[1])])
    await flushEventLoop(40)

    const first = outcomes.findIndex(({ kind }) => kind === 'succeeded')
    const [winner, loser] = first === 0 ? consoles : [consoles[1], consoles[0]]
    const [won, lost] = first === 0 ? pair : [pair[1], pair[0]]
    const outcome = outcomes[1 - first]
    expect([seed, ...outcomes.map(({ kind }) => kind).toSorted()]).toEqual([seed, 'rejected', 'succeeded'])
    expect(outcome?.kind === 'rejected' && outcome.error.problem).toMatchObject({
      code: 'stale-revision',
      currentVersion: { revision: 2 },
      latestEntry: buildExpectedEntry(winner, won),
    })
    expect((await history()).map(({ type }) => type)).toEqual([won, 'create'])
    const inside = won === 'close' ? loser.getVersion()?.peopleInside : 0
    for (const each of allConsoles)
      expect(readKnownState(each)).toMatchObject({
        revision: 2,
        status: statuses[won],
        last: buildExpectedEntry(winner, won),
        numbers: [inside, 2],
      })
    expect(consoles.map(({ progress }) => progress)).toEqual([['sending'], ['sending']])
    expect(consoles.map(({ sent }) => sent.filter(({ method }) => method === 'POST').length)).toEqual([1, 1])
    expect(Math.max(...allConsoles.map(({ sent }, index) => sent.length - readBefore[index]!))).toBeLessThanOrEqual(1 + maxReads)

    // Stop beats close: an emergency is not over because somebody has just closed the journey.
    expect([loser.allows('close'), loser.allows('stop')]).toEqual([false, won === 'close'])
    if (won === 'close' && lost === 'stop') {
      await confirmStopAgain(loser, allConsoles)
      expect((await history()).map(({ type }) => type)).toEqual(['stop', 'close', 'create'])
    }
    const race = `${pair.join(' and ')}, ${first === 0 ? 'Anna' : 'Bob'} first`
    wins.set(race, (wins.get(race) ?? 0) + 1)
    for (const each of allConsoles) each.close()
  }

  expect(wins.size).toBe(2 * endings.length)
  expect(Math.min(...wins.values())).toBeGreaterThan(races / 20)
})
