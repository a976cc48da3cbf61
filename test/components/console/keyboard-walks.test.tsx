import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Session } from '#api/contract/session.ts'
import { actions } from '#domain/lifecycle.ts'
import { chance, type Chance } from '#test/support/random.ts'
import { aVersion, now, seedOf, versionThatIs } from '#test/contract/support/fixtures.ts'
import { holding, marketer, viewer } from '#test/contract/support/sessions.ts'
import { activity, day, flow } from '#test/unit/domain/population/example-life.ts'
import { keys } from '#test/support/random-walk-keys.ts'
import { watchFocus } from '#test/support/watch-focus.ts'
import { answerGarbled, backend, bob, onTheWay, restored } from '#test/components/support/backend.ts'
import { press } from '#test/components/support/keys.ts'
import { becomeIdle, comeIntoSight } from '#test/components/support/jsdom-polyfills.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { leave, visit } from '#test/components/support/render-console.tsx'

const visits = 4
const walks = 25
const rounds = Array.from({ length: 19 }, (_, round) => round + 1)

/** A path that forks, and leads to another journey. */
const forked = flow(
  10,
  activity('hello', 'email', 0, 'asked'),
  activity('asked', 'condition', 0, { yes: 40, no: 60 }),
  activity('yes', 'wait', 2 * day, 'jump'),
  { ...activity('jump', 'jump', 0), journeyId: 'journey-of-live' },
  activity('no', 'end', 0),
)

const journeys = seedOf([
  ...(['draft', 'live', 'paused', 'closed', 'stopped'] as const).map((status) =>
    versionThatIs(status, { id: status, name: `A ${status} one` }),
  ),
  aVersion({ id: 'forked', name: 'Forked', flow: forked }),
  versionThatIs('closed', { id: 'twice-1', journeyId: 'twice', name: 'Twice', latest: false }),
  aVersion({ id: 'twice-2', journeyId: 'twice', name: 'Twice', number: 2 }),
  // Nobody enters them: they should be ended.
  ...[1, 2, 3, 4].map((nth) => aVersion({ id: `empty-${nth}`, name: `Empty ${nth}`, flow: flow(0, activity('end', 'end', 0)) })),
])

const known = journeys.versions.map(({ id }) => id)

const addresses = [
  '/',
  '/?status=live&versions=all',
  '/?versions=all&ended=7',
  '/?status=live',
  '/journeys/forked',
  '/journeys/twice-2?view=history',
  '/journeys/closed?view=people',
  '/journeys/live',
]

const sessions: readonly Session[] = [marketer, marketer, viewer, holding('view', 'edit')]

const a = (ms = 0) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const asked = { underWay: 0 }

/** Until what was asked has been answered and shown. */
async function settled(): Promise<void> {
  do await a()
  while (asked.underWay > 0)
  await a()
}

/** The version that the marketer is at. */
function near(): string | undefined {
  const row = document.activeElement?.closest('[role=row], li')
  return /^\/journeys\/([^?]+)/.exec(row?.querySelector('a')?.getAttribute('href') ?? '')?.[1]
}

/** Something changes that the marketer has no hand in. */
async function change({ below, pick }: Chance, state: { at: number }): Promise<string> {
  switch (below(11)) {
    case 0:
      state.at += pick([1, 24, 24 * 20]) * 3_600_000
      backend.setTime(state.at)
      backend.beat()
      readAgain()
      return `time goes on to ${new Date(state.at).toISOString()}`
    case 1: {
      const who = pick(sessions)
      backend.signIn(who)
      readAgain()
      return `${who.user.name} is signed in`
    }
    case 2:
      comeIntoSight()
      becomeIdle()
      return 'the browser is idle'
    case 3: {
      const path = pick([/./, /versions$/, /overview/, /session/, /history/])
      onTheWay('GET', path, answerGarbled)
      readAgain()
      await settled()
      return `answers to ${String(path)} make no sense`
    }
    case 4:
      restored()
      readAgain()
      return 'answers make sense again'
    case 5:
      if (below(6) > 0) return 'nothing'
      await backend.start(journeys)
      backend.setTime(state.at)
      readAgain()
      return 'the demo is reset'
    case 6:
    case 7: {
      // Somebody is faster, and what the marketer is at vanishes.
      const here = near()
      if (here === undefined) return 'nothing'
      await bob.order('stop', here)
      const { status } = await bob.order('delete', here)
      readAgain()
      return `Bob: stop and delete ${here}: ${status}`
    }
    default: {
      const id = (below(2) === 0 ? near() : undefined) ?? pick(known)
      const action = pick(actions)
      const { status } = await bob.order(action, id, action === 'duplicate' ? { body: { name: `Copy ${below(100)}` } } : {})
      if (below(2) === 0) readAgain()
      return `Bob: ${action} ${id}: ${status}`
    }
  }
}

beforeEach(() => {
  // What is shown is shown when React likes, as in a browser.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  vi.stubGlobal('print', () => {})
})

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each(rounds)('in the walks of seed %i the focus is never lost, whatever changes meanwhile', async (seed) => {
  const luck = chance(seed)
  const really = globalThis.fetch
  vi.stubGlobal('fetch', async (...what: Parameters<typeof fetch>) => {
    asked.underWay++
    try {
      return await really(...what)
    } finally {
      asked.underWay--
    }
  })

  for (let nth = 0; nth < visits; nth++) {
    const state = { at: now }
    await backend.start(journeys)
    backend.setTime(now)
    const address = luck.pick(addresses)
    visit(address)
    becomeIdle()
    await settled()
    const { lost, end } = watchFocus()
    await press('Tab')
    const trail = [address]
    for (let walk = 1; walk <= walks; walk++) {
      for (let steps = 2 + luck.below(3); steps > 0; steps--) {
        const key = luck.pick(keys)
        trail.push(key)
        await press(key.replace('Shift+', '').replace('Space', ' '), key.startsWith('Shift+'))
        if (luck.below(2) === 0) await a()
        if (luck.below(4) === 0) trail.push(await change(luck, state))
        if (luck.below(4) === 0) await settled()
        if (lost.length > 0) expect(lost, `seed ${seed}, visit ${nth + 1}, walk ${walk}: ${trail.slice(-30).join(' · ')}`).toEqual([])
      }
    }
    end()
    leave()
  }
})
