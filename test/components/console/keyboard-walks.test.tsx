import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Session } from '#api/contract/session.ts'
import { actions } from '#domain/lifecycle.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { buildVersion, now, buildSeed, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createSessionWith, marketer, viewer } from '#test/contract/support/sessions.ts'
import { buildActivity, day, buildFlow } from '#test/unit/domain/population/example-life.ts'
import { randomWalkKeys } from '#test/support/random-walk-keys.ts'
import { watchFocus } from '#test/support/watch-focus.ts'
import { backend, otherUser, interceptRequests, removeInterceptions } from '#test/components/support/backend.ts'
import { replaceWithHtml } from '#test/support/transport-faults.ts'
import { pressKey } from '#test/components/support/keys.ts'
import { runIdleCallbacks, triggerIntersections } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { unmountConsoles, renderConsole } from '#test/components/support/render-console.tsx'
import { scaleCases } from '#test/support/test-size.ts'

const visits = 4
const walks = 25
const rounds = Array.from({ length: scaleCases(19, 2) }, (_, round) => round + 1)

/** A path that forks, and leads to another journey. */
const forked = buildFlow(
  10,
  buildActivity('hello', 'email', 0, 'asked'),
  buildActivity('asked', 'condition', 0, { yes: 40, no: 60 }),
  buildActivity('yes', 'wait', 2 * day, 'jump'),
  { ...buildActivity('jump', 'jump', 0), journeyId: 'journey-of-live' },
  buildActivity('no', 'end', 0),
)

const journeys = buildSeed([
  ...(['draft', 'live', 'paused', 'closed', 'stopped'] as const).map((status) =>
    buildVersionInStatus(status, { id: status, name: `A ${status} one` }),
  ),
  buildVersion({ id: 'forked', name: 'Forked', flow: forked }),
  buildVersionInStatus('closed', { id: 'twice-1', journeyId: 'twice', name: 'Twice', latest: false }),
  buildVersion({ id: 'twice-2', journeyId: 'twice', name: 'Twice', number: 2 }),
  // Nobody enters them: they should be ended.
  ...[1, 2, 3, 4].map((nth) =>
    buildVersion({ id: `empty-${nth}`, name: `Empty ${nth}`, flow: buildFlow(0, buildActivity('end', 'end', 0)) }),
  ),
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

const sessions: readonly Session[] = [marketer, marketer, viewer, createSessionWith('view', 'edit')]

const sleep = (ms = 0) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const requests = { inFlight: 0 }

/** Until what was asked has been answered and shown. */
async function waitUntilIdle(): Promise<void> {
  do await sleep()
  while (requests.inFlight > 0)
  await sleep()
}

/** The version that the marketer is at. */
function findFocusedVersion(): string | undefined {
  const row = document.activeElement?.closest('[role=row], li')
  return /^\/journeys\/([^?]+)/.exec(row?.querySelector('a')?.getAttribute('href') ?? '')?.[1]
}

/** Something changes that the marketer has no hand in. */
async function applyRandomChange({ int, pick }: Random, state: { at: number }): Promise<string> {
  switch (int(10)) {
    case 0:
      state.at += pick([1, 24, 24 * 20]) * 3_600_000
      backend.setTime(state.at)
      await backend.sendHeartbeat()
      runPolls()
      return `time goes on to ${new Date(state.at).toISOString()}`
    case 1: {
      const who = pick(sessions)
      backend.signIn(who)
      runPolls()
      return `${who.user.name} is signed in`
    }
    case 2:
      triggerIntersections()
      runIdleCallbacks()
      return 'the browser is idle'
    case 3: {
      const path = pick([/./, /versions$/, /overview/, /session/, /history/])
      interceptRequests('GET', path, replaceWithHtml)
      runPolls()
      await waitUntilIdle()
      return `answers to ${String(path)} make no sense`
    }
    case 4:
      removeInterceptions()
      runPolls()
      return 'answers make sense again'
    case 5:
      if (int(5) > 0) return 'nothing'
      await backend.start(journeys)
      backend.setTime(state.at)
      runPolls()
      return 'the demo is reset'
    case 6:
    case 7: {
      // Somebody is faster, and what the marketer is at vanishes.
      const here = findFocusedVersion()
      if (here === undefined) return 'nothing'
      await otherUser.sendCommand('stop', here)
      const { status } = await otherUser.sendCommand('delete', here)
      runPolls()
      return `Bob: stop and delete ${here}: ${status}`
    }
    default: {
      const id = (int(1) === 0 ? findFocusedVersion() : undefined) ?? pick(known)
      const action = pick(actions)
      const { status } = await otherUser.sendCommand(action, id, action === 'duplicate' ? { body: { name: `Copy ${int(99)}` } } : {})
      if (int(1) === 0) runPolls()
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
  const random = createRandom(seed)
  const realFetch = globalThis.fetch
  vi.stubGlobal('fetch', async (...what: Parameters<typeof fetch>) => {
    requests.inFlight++
    try {
      return await realFetch(...what)
    } finally {
      requests.inFlight--
    }
  })

  for (let nth = 0; nth < visits; nth++) {
    const state = { at: now }
    await backend.start(journeys)
    backend.setTime(now)
    const address = random.pick(addresses)
    renderConsole(address)
    runIdleCallbacks()
    await waitUntilIdle()
    const { lost, end } = watchFocus()
    await pressKey('Tab')
    const trail = [address]
    for (let walk = 1; walk <= walks; walk++) {
      for (let steps = 2 + random.int(2); steps > 0; steps--) {
        const key = random.pick(randomWalkKeys)
        trail.push(key)
        await pressKey(key.replace('Shift+', '').replace('Space', ' '), key.startsWith('Shift+'))
        if (random.int(1) === 0) await sleep()
        if (random.int(3) === 0) trail.push(await applyRandomChange(random, state))
        if (random.int(3) === 0) await waitUntilIdle()
        if (lost.length > 0) expect(lost, `seed ${seed}, visit ${nth + 1}, walk ${walk}: ${trail.slice(-30).join(' · ')}`).toEqual([])
      }
    }
    end()
    unmountConsoles()
  }
})
