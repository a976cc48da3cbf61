import { expect, test } from 'vitest'
import { retryDelayMs, runBatches } from '#backend/batches/run-batches.ts'
import { batchActions } from '#domain/batch.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { buildVersionInStatus, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { runFaultyWorker } from './faulty-worker.ts'
import { createObservedBackend, type ObservedBackend } from './observed-backend.ts'

const fullRuns = 1_000
const maxSize = 500
const hour = 3_600_000

/** Many batches are small, and some are as large as a batch may be. */
const drawSize = ({ int, bool }: Random): number => (bool(2) ? maxSize : 1 + Math.floor((maxSize - 1) * (int(1000) / 1000) ** 6))

const drawVersions = (random: Random, count: number) =>
  Array.from({ length: count }, (_, index) =>
    buildVersionInStatus(random.bool(85) ? 'live' : random.pick(['paused', 'closed', 'draft', 'stopped'] as const), {
      id: `v${index}`,
      ...(random.bool(50) && { publishedAt: now - random.int(72) * hour }),
    }),
  )

/** Starts a batch of all versions of a random slice, if any can be ended. Returns its identifier. */
async function startBatch({ preflight, post }: ObservedBackend, random: Random, ids: readonly string[]): Promise<string | null> {
  const { id: preflightId, endable } = await preflight({ action: random.pick(batchActions), ids: [...ids] })
  const { status, body } = await post('', { preflightId, reason: 'legal', typedCount: endable })
  expect(status).toBe(endable === 0 ? 422 : 200)
  return endable === 0 ? null : body.id
}

/** What other users do meanwhile. */
async function interfere(
  { act, post }: ObservedBackend,
  random: Random,
  ids: readonly string[],
  batchIds: readonly string[],
): Promise<void> {
  for (let count = random.int(4); count > 0; count--)
    await act(random.pick(['close', 'stop', 'pause', 'resume'] as const), random.pick(ids))
  if (random.bool(8)) await post(`/${random.pick(batchIds)}/cancel`, {})
}

/** Two batches that overlap, several workers that fail and are killed, other users, and in the end one worker without faults. */
async function runScenario(seed: number) {
  const random = createRandom('batch', seed)
  const versions = drawVersions(random, drawSize(random))
  const ids = versions.map(({ id }) => id)
  const failing = new Set<string>()
  const backend = createObservedBackend(versions, failing)
  const batchIds: string[] = []
  for (const part of random.bool(40) ? [ids, ids.slice(random.int(ids.length))] : [ids]) {
    const id = await startBatch(backend, random, part)
    if (id !== null) batchIds.push(id)
  }
  if (batchIds.length === 0) return { backend, batchIds }
  for (const id of ids) if (random.bool(2)) failing.add(id)
  for (let round = 0; round < 4; round++) {
    const workers = Array.from({ length: 1 + random.int(2) }, () =>
      runFaultyWorker(backend.environment, random, { faults: random.int(15), killedAfter: random.int(2 * ids.length) }),
    )
    await Promise.all([...workers, interfere(backend, random, ids, batchIds)])
    backend.setTime(now + (round + 1) * 3 * retryDelayMs)
  }
  for (let attempt = 4; attempt < 12; attempt++) {
    await runBatches(backend.environment)
    backend.setTime(now + (attempt + 1) * 3 * retryDelayMs)
  }
  return { backend, batchIds }
}

/** What is wrong at the end of a scenario. Adds its results to `totals`. */
async function findErrors(seed: number, totals: Record<string, number>): Promise<readonly string[]> {
  const { backend, batchIds } = await runScenario(seed)
  const errors = [...backend.errors]
  const endings = (await backend.readEndings()).map(({ versionId, type }) => `${type} of ${versionId}`)
  if (new Set(endings).size < endings.length) errors.push('a version was ended twice in the same way')
  for (const id of batchIds) {
    const { state, counts } = await backend.readBatch(id)
    for (const [result, count] of Object.entries(counts)) totals[result] = (totals[result] ?? 0) + count
    if (counts.pending > 0 || state === 'running') errors.push(`${counts.pending} are still pending`)
  }
  return errors.map((error) => `seed ${seed}: ${error}`)
}

test(
  'under faults, crashes and other users the counts add up at every moment, each version is ended once, and no headline claims more',
  { timeout: generatedCasesTimeoutMs },
  async () => {
    const errors: string[] = []
    const totals: Record<string, number> = {}
    for (let seed = 0; seed < scaleCases(fullRuns, 40); seed++) errors.push(...(await findErrors(seed, totals)))

    expect(errors.slice(0, 5)).toEqual([])
    // Each result has been met often.
    for (const result of ['done', 'refused', 'failed', 'cancelled']) expect([result, totals[result]! > 50]).toEqual([result, true])
  },
)

test('a version that always fails has three attempts, is reported, and blocks no other', async () => {
  const reported: Error[] = []
  const ids = ['bad', 'a', 'b']
  const backend = createObservedBackend(
    ids.map((id) => buildVersionInStatus('live', { id })),
    new Set(['bad']),
  )
  const { body } = await backend.post('', { preflightId: (await backend.preflight({ action: 'stop', ids })).id, reason: 'legal' })
  const counts: unknown[] = []
  for (let attempt = 0; attempt < 4; attempt++) {
    await runBatches({ ...backend.environment, report: (error) => reported.push(error) })
    counts.push((await backend.readBatch(body.id)).counts)
    backend.setTime(now + (attempt + 1) * 3 * retryDelayMs)
  }

  const pending = { pending: 1, done: 2, refused: 0, failed: 0, cancelled: 0 }
  const failed = { ...pending, pending: 0, failed: 1 }
  expect(counts).toEqual([pending, pending, failed, failed])
  expect(reported.map(({ message }) => message)).toEqual(['no answer', 'no answer', 'no answer'])
  const { state, items } = await backend.readBatch(body.id)
  expect([state, items.find(({ versionId }) => versionId === 'bad')?.reasonCode]).toEqual(['finished', 'internalError'])
})

test('a retry is a new batch with the failed items alone, once, and points to the old one', async () => {
  const failing = new Set(['bad', 'worse'])
  const ids = ['a', 'bad', 'draft', 'worse']
  const backend = createObservedBackend(
    ids.map((id) => buildVersionInStatus(id === 'draft' ? 'draft' : 'live', { id })),
    failing,
  )
  const { body: first } = await backend.post('', {
    preflightId: (await backend.preflight({ action: 'stop', ids })).id,
    reason: 'other',
    note: 'Wrong price',
  })
  for (let attempt = 1; attempt <= 3; attempt++) {
    await runBatches(backend.environment)
    backend.setTime(now + attempt * 3 * retryDelayMs)
  }
  failing.clear()

  const { body: retry } = await backend.post(`/${first.id}/retry`, {})
  const again = await backend.post(`/${first.id}/retry`, {})
  await runBatches(backend.environment)

  expect([retry.retryOf, retry.selected, retry.reason, retry.note]).toEqual([first.id, 2, 'other', 'Wrong price'])
  expect([again.status, again.body]).toMatchObject([409, { code: 'batch-retried', counts: { done: 1, refused: 1, failed: 2 } }])
  expect((await backend.readBatch(first.id)).retriedBy).toBe(retry.id)
  const { items, counts } = await backend.readBatch(retry.id)
  expect([items.map(({ versionId }) => versionId).toSorted(), counts.done]).toEqual([['bad', 'worse'], 2])
  expect(backend.errors).toEqual([])
})

test('a retry of one version with 10,000 people that failed needs the typed number', async () => {
  const ids = ['bad', 'a']
  const entry = { type: 'unitaryEvent', hourly: Array<number>(24).fill(140) } as const
  const backend = createObservedBackend(
    ids.map((id) => buildVersionInStatus('live', { id, flow: { ...welcomeFlow, entry } })),
    new Set(['bad']),
  )
  const { id: preflightId, peopleInside } = await backend.preflight({ action: 'stop', ids })
  const { body: first } = await backend.post('', { preflightId, reason: 'legal', typedCount: 2 })
  for (let attempt = 1; attempt <= 3; attempt++) {
    await runBatches(backend.environment)
    backend.setTime(now + attempt * 3 * retryDelayMs)
  }

  const refused = await backend.post(`/${first.id}/retry`, {})
  const started = await backend.post(`/${first.id}/retry`, { typedCount: 1 })

  expect(peopleInside).toBeGreaterThanOrEqual(2 * 10_000)
  expect([refused.status, refused.body, started.status]).toMatchObject([422, { code: 'typed-count-wrong' }, 200])
})

test('batches take turns: a small one does not wait for a large one', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `v${index}`)
  const backend = createObservedBackend(ids.map((id) => buildVersionInStatus('live', { id })))
  const start = async (selected: readonly string[]) => {
    const preflight = await backend.preflight({ action: 'stop', ids: [...selected] })
    return (await backend.post('', { preflightId: preflight.id, reason: 'legal', typedCount: selected.length })).body.id
  }
  const [large, small] = [await start(ids.slice(0, 17)), await start(ids.slice(17))]

  await runBatches(backend.environment)

  const turns = (await backend.readEndings()).map(({ batchId }) => batchId)
  expect(turns.slice(0, 6)).toEqual([large, small, large, small, large, small])
  expect(turns).toHaveLength(20)
})

test('a batch whose user cannot be looked up, or whose items another worker holds, waits and blocks no other', async () => {
  const reported: Error[] = []
  const ids = ['a', 'b', 'c']
  const backend = createObservedBackend(ids.map((id) => buildVersionInStatus('live', { id })))
  const batchIds: string[] = []
  for (const id of ids) {
    const preflight = await backend.preflight({ action: 'stop', ids: [id] })
    batchIds.push((await backend.post('', { preflightId: preflight.id, reason: 'legal' })).body.id)
  }
  const { store } = backend.environment
  let lookups = 0
  await runBatches({
    ...backend.environment,
    report: (error) => reported.push(error),
    readRights: () => (lookups++ === 0 ? Promise.reject(new Error('no directory')) : Promise.resolve(undefined)),
    store: {
      read: (work) => store.read(work),
      write: (work) =>
        store.write((transaction) =>
          work({
            ...transaction,
            claimBatchItem: async (id, at) => (id === batchIds[1] ? undefined : transaction.claimBatchItem(id, at)),
          }),
        ),
    },
  })
  const readDone = async () => Promise.all(batchIds.map(async (id) => (await backend.readBatch(id)).counts.done))
  const afterFirst = await readDone()

  await runBatches(backend.environment)

  expect([afterFirst, await readDone()]).toEqual([
    [0, 0, 1],
    [1, 1, 1],
  ])
  expect(reported.map(({ message }) => message)).toEqual(['no directory'])
})
