import { setMaxListeners } from 'node:events'
import { notifyManager } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chance } from '#test/support/random.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { bodies, office, settled, sitDown, type Desk, type Ending } from './race-harness.ts'

const endings: readonly (readonly [anna: Ending, bob: Ending])[] = [
  ['close', 'close'],
  ['close', 'stop'],
  ['stop', 'close'],
  ['stop', 'stop'],
]
const races = 1_000

/** The most requests by which a console that is told of an ending makes its dialog true: version, impact and history, once more if they came too early. */
const mostReads = 8

const statuses: Readonly<Record<Ending, string>> = { close: 'closed', stop: 'stopped' }

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
const line = (by: Desk, what: Ending) => ({ type: what, actor: by.session.user, at: new Date(now).toISOString(), ...bodies[what] })

/** What the dialog of a console knows of the version, and of what happened to it last. */
const knows = (desk: Desk) => ({
  revision: desk.known()?.revision,
  status: desk.known()?.status,
  last: desk.last(),
  numbers: desk.numbers(),
})

test(`of two who end a journey at once one wins, and the other is told by the answer who did what, when and why: ${races} times`, async () => {
  const wins = new Map<string, number>()

  for (let seed = 1; seed <= races; seed++) {
    const pair = endings[seed % endings.length]!
    const { network, history } = office(chance(seed))
    vi.stubGlobal('fetch', network)
    const desks = [sitDown(marketer), sitDown(otherMarketer)] as const
    // Now and then a third one has the dialog open, and sends nothing.
    const all = seed % 5 === 0 ? [...desks, sitDown(marketer)] : desks
    await settled()
    const readBefore = all.map(({ sent }) => sent.length)

    const fates = await Promise.all([desks[0].confirm(pair[0]), desks[1].confirm(pair[1])])
    await settled()

    const first = fates.findIndex(({ kind }) => kind === 'succeeded')
    const [winner, loser] = first === 0 ? desks : [desks[1], desks[0]]
    const [won, lost] = first === 0 ? pair : [pair[1], pair[0]]
    const fate = fates[1 - first]
    expect([seed, ...fates.map(({ kind }) => kind).toSorted()]).toEqual([seed, 'rejected', 'succeeded'])
    expect(fate?.kind === 'rejected' && fate.error.problem).toMatchObject({
      code: 'stale-revision',
      currentVersion: { revision: 2 },
      latestEntry: line(winner, won),
    })
    expect((await history()).map(({ type }) => type)).toEqual([won, 'create'])
    const inside = won === 'close' ? loser.known()?.peopleInside : 0
    for (const desk of all)
      expect(knows(desk)).toMatchObject({ revision: 2, status: statuses[won], last: line(winner, won), numbers: [inside, 2] })
    expect(desks.map(({ stages }) => stages)).toEqual([['sending'], ['sending']])
    expect(desks.map(({ sent }) => sent.filter(({ method }) => method === 'POST').length)).toEqual([1, 1])
    expect(Math.max(...all.map(({ sent }, index) => sent.length - readBefore[index]!))).toBeLessThanOrEqual(1 + mostReads)

    // Stop beats close: an emergency is not over because somebody has just closed the journey.
    expect([loser.allows('close'), loser.allows('stop')]).toEqual([false, won === 'close'])
    if (won === 'close' && lost === 'stop') {
      expect((await loser.confirm('stop')).kind).toBe('succeeded')
      await settled()
      expect((await history()).map(({ type }) => type)).toEqual(['stop', 'close', 'create'])
      for (const desk of all.filter((other) => other !== loser))
        expect(knows(desk)).toMatchObject({ revision: 3, status: 'stopped', last: line(loser, 'stop') })
    }
    const race = `${pair.join(' and ')}, ${first === 0 ? 'Anna' : 'Bob'} first`
    wins.set(race, (wins.get(race) ?? 0) + 1)
    for (const desk of all) desk.close()
  }

  expect(wins.size).toBe(2 * endings.length)
  expect(Math.min(...wins.values())).toBeGreaterThan(races / 20)
}, 120_000)
