import { afterEach, expect, test, vi } from 'vitest'
import type { Action } from '#domain/lifecycle.ts'
import { createRandom } from '#mocks/faults/seeded-random.ts'
import { secondUserSession } from '#mocks/demo/second-user.ts'
import type { Fault, Delivery, GatewayResponse } from '#mocks/faults/fault.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { deliverUnderFaults, sender, repairedAfterMs, type DeliveryResult } from './command-delivery.ts'

vi.setConfig({ testTimeout: generatedCasesTimeoutMs })

afterEach(() => vi.unstubAllGlobals())

/** What is false in the reported outcome of a command; `null` if nothing is. */
function findFalseReport({ outcome, executions, settledAfterMs }: DeliveryResult): string | null {
  if (settledAfterMs > repairedAfterMs + 5_000) return `told ${settledAfterMs - repairedAfterMs} ms after the network was back`
  if (executions > 1) return `done ${executions} times`
  if (outcome === null) return 'never told what became of it'
  if (outcome.kind === 'succeeded') return executions === 1 ? null : 'told to be done, and is not'
  return executions === 0 ? null : `told to be ${outcome.kind}, and is done`
}

const commands = scaleCases(10_000, 100)

const actionsUnderTest = [
  'stop',
  'close',
  'pause',
  'duplicate',
  'createVersion',
  'publish',
  'resume',
  'delete',
] as const satisfies readonly Action[]

test(`${commands} confirmed commands under random faults and reloads: none is carried out twice, and the reported outcome of each is true`, async () => {
  const found: string[] = []
  const outcomes: Record<string, number> = {}
  for (let seed = 1; seed <= commands; seed++) {
    const { pick, bool, int } = createRandom('intent', seed)
    const reloadAfter = bool(25) ? int(45_000) : null
    const result = await deliverUnderFaults({
      action: pick(actionsUnderTest),
      plan: { seed, maxDelayMs: 31_000 },
      reloadAfterMs: reloadAfter,
    })

    const wrong = findFalseReport(result)
    if (wrong) found.push(`seed ${seed}: ${wrong}`)
    const kind = result.outcome?.kind ?? 'open'
    outcomes[kind] = (outcomes[kind] ?? 0) + 1
  }

  expect(found).toEqual([])
  // Each fate has been met often.
  expect(Math.min(outcomes['succeeded'] ?? 0, outcomes['rejected'] ?? 0, outcomes['cancelled'] ?? 0)).toBeGreaterThan(commands / 20)
})

const replaceAnswer = (response: GatewayResponse, delivery: Delivery): readonly Fault[] => [{ kind: 'replace', response, delivery }]
const delayAnswer = (beforeMs: number, afterMs: number): readonly Fault[] => [{ kind: 'delay', beforeMs, afterMs }]

/** Everything that can happen to the request of an intent. */
const commandFaults: Readonly<Record<string, readonly Fault[]>> = {
  'is answered': [],
  'is refused, because somebody else was quicker': [{ kind: 'concurrentChange', when: 'before', change: { action: 'stop' } }],
  'is lost': replaceAnswer('networkError', 'never'),
  'arrives, and its answer is lost': replaceAnswer('networkError', 'before'),
  'is given up, and arrives in 2 s': replaceAnswer('networkError', { afterMs: 2_000 }),
  'is given up, and arrives in 50 s': replaceAnswer('networkError', { afterMs: 50_000 }),
  'is answered by a page, and has arrived': replaceAnswer('captivePortal', 'before'),
  'is answered by a page, and has not arrived': replaceAnswer('captivePortal', 'never'),
  'is refused by a gateway after it has arrived': replaceAnswer({ status: 429, body: 'problem' }, 'before'),
  'is refused by a gateway': replaceAnswer({ status: 503, body: 'html' }, 'never'),
  'has its answer cut off': [{ kind: 'corrupt', how: 'truncated' }],
  'is delivered twice': [{ kind: 'duplicate', afterMs: 3_000 }],
  'takes 5 s': delayAnswer(2_500, 2_500),
  'takes 15 s there': delayAnswer(15_000, 0),
  'takes 35 s there': delayAnswer(35_000, 0),
  'takes 62 s back': delayAnswer(0, 60_000),
  'meets a session that has expired': [{ kind: 'concurrentChange', when: 'before', change: { expire: 'session' } }],
  'meets a permission that was taken away': [{ kind: 'concurrentChange', when: 'before', change: { revoke: 'stop' } }],
}

/** Everything that can happen to a question about it. */
const lookupFaults: readonly (readonly Fault[])[] = [
  [],
  replaceAnswer('networkError', 'never'),
  replaceAnswer('networkError', 'before'),
  replaceAnswer('captivePortal', 'before'),
  replaceAnswer({ status: 502, body: 'json' }, 'never'),
  replaceAnswer({ status: 504, body: 'problem' }, { afterMs: 20_000 }),
  delayAnswer(1_000, 1_000),
  delayAnswer(15_000, 15_000),
  [{ kind: 'corrupt', how: 'malformed' }],
]

const reloadDelays = [null, 500, 12_000, 33_000]

test.each(Object.entries(commandFaults))(
  'a stop that %s: whatever happens to its look-ups, and whenever the page is reloaded, the true outcome is reported',
  async (_, act) => {
    const found: string[] = []
    for (const [first, one] of lookupFaults.entries())
      for (const [second, other] of lookupFaults.entries())
        for (const reloadAfter of reloadDelays) {
          const result = await deliverUnderFaults({
            action: 'stop',
            plan: { next: { command: [[...act]], operation: [[...one], [...other]] } },
            reloadAfterMs: reloadAfter,
          })

          const wrong = findFalseReport(result)
          if (wrong) found.push(`questions ${first} and ${second}, loaded again after ${reloadAfter} ms: ${wrong}`)
        }

    expect(found).toEqual([])
  },
)

test('a slow response is reported after 1, 10 and 30 s; a lost request at once', async () => {
  const slow = await deliverUnderFaults({ action: 'stop', plan: { next: { command: [[...delayAnswer(40_000, 0)]] } }, reloadAfterMs: null })
  const gone = await deliverUnderFaults({
    action: 'stop',
    plan: { next: { command: [[...replaceAnswer('networkError', 'before')]], operation: [[...replaceAnswer('networkError', 'never')]] } },
    reloadAfterMs: null,
  })

  expect(slow.progress).toEqual([
    ['sending', 0],
    ['slow', 1_000],
    ['verySlow', 10_000],
    ['lookingUp', 30_000],
  ])
  expect([slow.outcome?.kind, slow.settledAfterMs]).toEqual(['succeeded', 40_000])
  expect(gone.progress).toEqual([
    ['sending', 0],
    ['lookingUp', 0],
    ['unreachable', 0],
  ])
  expect([gone.outcome?.kind, gone.settledAfterMs]).toEqual(['succeeded', 3_000])
})

test.each([
  ['was done', replaceAnswer('networkError', 'before'), 1],
  ['was not done', replaceAnswer('networkError', 'never'), 0],
] as const)('a user who signs in during the check does not see the outcome of a stop that %s', async (_, act, times) => {
  const asking = replaceAnswer('networkError', 'never')
  const plan = { next: { command: [[...act]], operation: [[...asking], [...asking]] } }
  const result = await deliverUnderFaults({ action: 'stop', plan, reloadAfterMs: null, signIns: [[secondUserSession, 2_000]] })

  expect([result.outcome?.kind, result.executions]).toEqual(['otherUser', times])
})

test('a request that neither arrives nor fails is given up for good after a minute and a half', async () => {
  const act = [...delayAnswer(60_000, 0), ...delayAnswer(60_000, 0)]
  const result = await deliverUnderFaults({ action: 'stop', plan: { next: { command: [act] } }, reloadAfterMs: null })

  expect([result.outcome?.kind, result.settledAfterMs, result.executions]).toEqual(['cancelled', 90_000, 0])
})

test('a stop that was refused because the sign-in had expired is not done by a copy that arrives after signing in again', async () => {
  const act: readonly Fault[] = [
    { kind: 'concurrentChange', when: 'before', change: { expire: 'session' } },
    { kind: 'duplicate', afterMs: 50_000 },
  ]
  const result = await deliverUnderFaults({
    action: 'stop',
    plan: { next: { command: [[...act]] } },
    reloadAfterMs: null,
    signIns: [[sender, 5_000]],
  })

  expect(result.outcome?.kind).toBe('rejected')
  expect(result.executions).toBe(0)
})
