import { afterEach, expect, test, vi } from 'vitest'
import type { Action } from '#domain/lifecycle.ts'
import { chance } from '#mocks/faults/seeded-random.ts'
import { colleague } from '#mocks/demo/second-user.ts'
import type { Fault, Reaches, Substitute } from '#mocks/faults/fault.ts'
import { confirmed, me, repaired, type Confirmed } from './command-delivery.ts'

afterEach(() => vi.unstubAllGlobals())

/** What is false in what was told of an intent; `null` for nothing. */
function falsehood({ fate, times, known }: Confirmed): string | null {
  if (known > repaired + 5_000) return `told ${known - repaired} ms after the network was back`
  if (times > 1) return `done ${times} times`
  if (fate === null) return 'never told what became of it'
  if (fate.kind === 'succeeded') return times === 1 ? null : 'told to be done, and is not'
  return times === 0 ? null : `told to be ${fate.kind}, and is done`
}

const some = ['stop', 'close', 'pause', 'duplicate', 'createVersion', 'publish', 'resume', 'delete'] as const satisfies readonly Action[]

test('10,000 confirmed intents under random faults and reloads: none is done twice, and each one’s fate is told truly', async () => {
  const found: string[] = []
  const fates: Record<string, number> = {}
  for (let seed = 1; seed <= 10_000; seed++) {
    const { pick, happens, upTo } = chance('intent', seed)
    const reloadAfter = happens(25) ? upTo(45_000) : null
    const result = await confirmed({ action: pick(some), plan: { seed, longest: 31_000 }, reloadAfter })

    const wrong = falsehood(result)
    if (wrong) found.push(`seed ${seed}: ${wrong}`)
    const kind = result.fate?.kind ?? 'open'
    fates[kind] = (fates[kind] ?? 0) + 1
  }

  expect(found).toEqual([])
  // Each fate has been met often.
  expect(Math.min(fates['succeeded'] ?? 0, fates['rejected'] ?? 0, fates['cancelled'] ?? 0)).toBeGreaterThan(500)
}, 120_000)

const lost = (answer: Substitute, reaches: Reaches): readonly Fault[] => [{ kind: 'instead', answer, reaches }]
const late = (before: number, after: number): readonly Fault[] => [{ kind: 'late', before, after }]

/** Everything that can happen to the request of an intent. */
const onTheWay: Readonly<Record<string, readonly Fault[]>> = {
  'is answered': [],
  'is refused, because somebody else was quicker': [{ kind: 'meanwhile', when: 'before', deed: { action: 'stop' } }],
  'is lost': lost('nothing', 'never'),
  'arrives, and its answer is lost': lost('nothing', 'before'),
  'is given up, and arrives in 2 s': lost('nothing', { after: 2_000 }),
  'is given up, and arrives in 50 s': lost('nothing', { after: 50_000 }),
  'is answered by a page, and has arrived': lost('page', 'before'),
  'is answered by a page, and has not arrived': lost('page', 'never'),
  'is refused by a gateway after it has arrived': lost({ status: 429, body: 'problem' }, 'before'),
  'is refused by a gateway': lost({ status: 503, body: 'html' }, 'never'),
  'has its answer cut off': [{ kind: 'garbled', how: 'truncated' }],
  'is delivered twice': [{ kind: 'twice', after: 3_000 }],
  'takes 5 s': late(2_500, 2_500),
  'takes 15 s there': late(15_000, 0),
  'takes 35 s there': late(35_000, 0),
  'takes 62 s back': late(0, 60_000),
  'meets a session that has expired': [{ kind: 'meanwhile', when: 'before', deed: { expire: 'session' } }],
  'meets a permission that was taken away': [{ kind: 'meanwhile', when: 'before', deed: { revoke: 'stop' } }],
}

/** Everything that can happen to a question about it. */
const asked: readonly (readonly Fault[])[] = [
  [],
  lost('nothing', 'never'),
  lost('nothing', 'before'),
  lost('page', 'before'),
  lost({ status: 502, body: 'json' }, 'never'),
  lost({ status: 504, body: 'problem' }, { after: 20_000 }),
  late(1_000, 1_000),
  late(15_000, 15_000),
  [{ kind: 'garbled', how: 'malformed' }],
]

const reloads = [null, 500, 12_000, 33_000]

test.each(Object.entries(onTheWay))(
  'a stop that %s: whatever happens to the questions about it, and whenever the page is loaded again, the truth is told',
  async (_, act) => {
    const found: string[] = []
    for (const [first, one] of asked.entries())
      for (const [second, other] of asked.entries())
        for (const reloadAfter of reloads) {
          const result = await confirmed({ action: 'stop', plan: { next: { act: [[...act]], ask: [[...one], [...other]] } }, reloadAfter })

          const wrong = falsehood(result)
          if (wrong) found.push(`questions ${first} and ${second}, loaded again after ${reloadAfter} ms: ${wrong}`)
        }

    expect(found).toEqual([])
  },
  60_000,
)

test('an answer that takes its time is told of after 1, 10 and 30 s; a request that got lost at once', async () => {
  const slow = await confirmed({ action: 'stop', plan: { next: { act: [[...late(40_000, 0)]] } }, reloadAfter: null })
  const gone = await confirmed({
    action: 'stop',
    plan: { next: { act: [[...lost('nothing', 'before')]], ask: [[...lost('nothing', 'never')]] } },
    reloadAfter: null,
  })

  expect(slow.told).toEqual([
    ['sending', 0],
    ['slow', 1_000],
    ['verySlow', 10_000],
    ['lookingUp', 30_000],
  ])
  expect([slow.fate?.kind, slow.known]).toEqual(['succeeded', 40_000])
  expect(gone.told).toEqual([
    ['sending', 0],
    ['lookingUp', 0],
    ['unreachable', 0],
  ])
  expect([gone.fate?.kind, gone.known]).toEqual(['succeeded', 3_000])
})

test.each([
  ['was done', lost('nothing', 'before'), 1],
  ['was not done', lost('nothing', 'never'), 0],
] as const)('whoever signs in while it is checked is told nothing of a stop that %s', async (_, act, times) => {
  const asking = lost('nothing', 'never')
  const plan = { next: { act: [[...act]], ask: [[...asking], [...asking]] } }
  const result = await confirmed({ action: 'stop', plan, reloadAfter: null, signIns: [[colleague, 2_000]] })

  expect([result.fate?.kind, result.times]).toEqual(['otherUser', times])
})

test('a request that neither arrives nor fails is given up for good after a minute and a half', async () => {
  const act = [...late(60_000, 0), ...late(60_000, 0)]
  const result = await confirmed({ action: 'stop', plan: { next: { act: [act] } }, reloadAfter: null })

  expect([result.fate?.kind, result.known, result.times]).toEqual(['cancelled', 90_000, 0])
})

test('a stop that was refused because the sign-in had expired is not done by a copy that arrives after signing in again', async () => {
  const act: readonly Fault[] = [
    { kind: 'meanwhile', when: 'before', deed: { expire: 'session' } },
    { kind: 'twice', after: 50_000 },
  ]
  const result = await confirmed({ action: 'stop', plan: { next: { act: [[...act]] } }, reloadAfter: null, signIns: [[me, 5_000]] })

  expect(result.fate?.kind).toBe('rejected')
  expect(result.times).toBe(0)
})
