import { expect, test } from 'vitest'
import { runScheduler } from '#backend/history/scheduler.ts'
import { runBatches } from '#backend/batches/run-batches.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { batchActions, type BatchAction } from '#domain/batch.ts'
import { actions, statuses } from '#domain/lifecycle.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { buildVersionInStatus, now } from '#test/contract/support/fixtures.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { lifecycleTable } from '#test/unit/domain/lifecycle-table.ts'
import { createObservedBackend, type ObservedBackend } from './observed-backend.ts'

const fullRuns = 1_000
const minute = 60_000
const day = 24 * 60 * minute

const drawVersions = (random: Random): readonly VersionRecord[] =>
  Array.from({ length: 2 + random.int(8) }, (_, index) =>
    buildVersionInStatus(random.bool(60) ? 'live' : random.pick(statuses), {
      id: `v${index}`,
      name: random.bool(70) ? 'Welcome' : 'Goodbye',
      ...(random.bool(10) && { endsAt: now + (1 + random.int(9)) * minute }),
      ...(random.bool(5) && { deletedAt: now - day }),
    }),
  )

/** One change between preflight and confirmation: an action of another user, or time that passes. */
async function changeSomething({ act, setTime, environment }: ObservedBackend, random: Random, ids: readonly string[]): Promise<void> {
  if (random.bool(75)) return void (await act(random.pick(actions), random.pick(ids)))
  setTime(Math.min(environment.clock() + random.int(8) * minute, now + 14 * minute))
  if (random.bool(50)) await runScheduler(environment)
}

type Result = readonly [state: string, reasonCode: string | null]

/** What the design says about a version that was shown as `shown` and is `current` at its turn. */
function predictResult(action: BatchAction, shown: VersionRecord, current: VersionRecord): Result {
  const find = ({ status, deletedAt }: VersionRecord): string | null => {
    const verdict = lifecycleTable.find((cell) => cell.status === status && cell.action === action)?.latest
    if (deletedAt !== null) return 'deleted'
    return verdict && !verdict.allowed ? verdict.reasonCode : null
  }
  const refusedFirst = find(shown)
  if (refusedFirst !== null) return ['refused', refusedFirst]
  const refusedNow = find(current)
  if (refusedNow !== null) return ['refused', refusedNow]
  return shown.status === current.status ? ['done', null] : ['refused', 'changed']
}

const readVersions = async ({ environment }: ObservedBackend, ids: readonly string[]) =>
  new Map((await environment.store.read((reader) => reader.versions(ids))).map((record) => [record.id, record]))

/** Freezes a selection, lets others change things, confirms, and describes each result that is not as predicted. */
async function findErrors(seed: number): Promise<readonly string[]> {
  const random = createRandom('frozen', seed)
  const versions = drawVersions(random)
  const allIds = versions.map(({ id }) => id)
  const backend = createObservedBackend(versions)
  const action = random.pick(batchActions)
  const isByQuery = random.bool(50)
  const except = allIds.filter(() => random.bool(15))
  const selectedIds = isByQuery
    ? versions.filter(({ id, name, deletedAt }) => name === 'Welcome' && deletedAt === null && !except.includes(id)).map(({ id }) => id)
    : allIds.filter((id) => !except.includes(id))
  const selection = isByQuery ? { query: { search: 'welcome', versions: 'all' as const }, except } : { ids: selectedIds }
  const { id: preflightId, endable } = await backend.preflight({ action, ...selection })
  for (let count = random.int(6); count > 0; count--) await changeSomething(backend, random, allIds)
  // A version that matches the filter now, and was not shown.
  if (random.bool(50)) await backend.act('duplicate', random.pick(allIds))

  const { status, body } = await backend.post('', { preflightId, reason: 'legal', typedCount: endable })
  await runScheduler(backend.environment)
  const before = await readVersions(backend, selectedIds)
  await runBatches(backend.environment)

  if (endable === 0) return status === 422 ? [] : [`seed ${seed}: started with nothing to end`]
  const { items } = await backend.readBatch(body.id)
  const results = Object.fromEntries(items.map(({ versionId, state, reasonCode }) => [versionId, [state, reasonCode]]))
  const expected = Object.fromEntries(
    selectedIds.map((id) => [
      id,
      predictResult(
        action,
        versions.find((version) => version.id === id)!,
        before.get(id)!,
      ),
    ]),
  )
  const ended = (await backend.readEndings()).flatMap(({ versionId, batchId }) => (batchId === body.id ? [versionId] : []))
  const unseen = ended.filter((id) => !selectedIds.includes(id))
  const wrong = [...new Set([...Object.keys(results), ...selectedIds])].filter((id) => String(results[id]) !== String(expected[id]))
  return [
    ...wrong.map((id) => `seed ${seed}: ${id} is ${String(results[id])}, and should be ${String(expected[id])}`),
    ...unseen.map((id) => `seed ${seed}: ${id} was ended unseen`),
    ...backend.errors.map((error) => `seed ${seed}: ${error}`),
  ]
}

test(
  'whatever changes between preflight and confirmation, exactly the frozen versions are handled, each as it was shown',
  { timeout: generatedCasesTimeoutMs },
  async () => {
    const errors: string[] = []
    for (let seed = 0; seed < scaleCases(fullRuns, 100); seed++) errors.push(...(await findErrors(seed)))

    expect(errors.slice(0, 5)).toEqual([])
  },
)
