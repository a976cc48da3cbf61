import { expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import { createBackend } from '#backend/app.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { runScheduler } from '#backend/history/scheduler.ts'
import type { Store } from '#backend/store/store.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { createTestEnvironment } from '#test/contract/support/environment.ts'
import { buildSeed, buildVersionInStatus, now } from '#test/contract/support/fixtures.ts'

const hour = 3_600_000
const minute = 60_000

type DrainEndAnswer = Awaited<ReturnType<Engine['findDrainEnd']>>

/**
 * A backend with one closed version that is due, and an engine that answers so when that version is drained. `findOldestRecord`: how its
 * store answers which idempotency record is the oldest.
 */
function createDrainingBackend(answer: Omit<DrainEndAnswer, 'asOf'>, findOldestRecord: () => Promise<number | null> = async () => null) {
  const memoryStore = createMemoryStore(buildSeed([{ ...buildVersionInStatus('closed'), dueAt: now - 1 }]))
  const store: Store = {
    ...memoryStore,
    read: (work) => memoryStore.read((reader) => work({ ...reader, oldestIdempotencyTime: findOldestRecord })),
  }
  const engine: Engine = { ...createSimulatedEngine(), findDrainEnd: async (_, at) => ({ ...answer, asOf: at }) }
  const environment = { ...createTestEnvironment(store), engine }
  const backend = createBackend(environment)
  return {
    readStored: () => store.read((reader) => reader.version('version')),
    schedule: () => runScheduler(environment),
    readVersion: async () => (await (await backend(new Request('http://localhost/api/versions/version'))).json()) as Version,
  }
}

test('a closed version is finished once the engine says that it is empty, whatever the population rules would compute', async () => {
  const drainEnd = { at: now - hour / 2, isTimeout: true }
  const { readStored, schedule, readVersion } = createDrainingBackend({ drainEnd, basis: 'exact' })

  const projected = await readVersion()
  const before = await readStored()
  await schedule()

  expect(projected).toMatchObject({ status: 'finished', finishedAt: new Date(drainEnd.at).toISOString() })
  expect(before).toMatchObject({ status: 'closed' })
  expect(await readStored()).toMatchObject({ status: 'finished', finishedAt: drainEnd.at, dueAt: null })
})

test.each([
  ['an estimate that has passed', { at: now - 1, isTimeout: false }, now + minute],
  ['an estimate', { at: now + hour, isTimeout: false }, now + hour],
  ['not yet known', null, now + minute],
])('a version whose drain end is %s stays closed, and the engine is asked again later', async (_, drainEnd, dueAt) => {
  const { readStored, schedule, readVersion } = createDrainingBackend({ drainEnd, basis: 'estimate' })

  await schedule()

  expect(await readStored()).toMatchObject({ status: 'closed', revision: 1, dueAt })
  expect(await readVersion()).toMatchObject({
    status: 'closed',
    emptyAt: drainEnd && new Date(drainEnd.at).toISOString(),
    basis: 'estimate',
  })
})

test('a version that was empty before it was closed is finished when it was closed', async () => {
  const { readStored, schedule } = createDrainingBackend({ drainEnd: { at: 1, isTimeout: false }, basis: 'exact' })

  await schedule()

  const stored = await readStored()
  expect(stored).toMatchObject({ status: 'finished', finishedAt: stored?.closedAt })
})

test('records that cannot be forgotten do not keep a version from being finished', async () => {
  const drainEnd = { at: now - hour / 2, isTimeout: false }
  const { readStored, schedule } = createDrainingBackend({ drainEnd, basis: 'exact' }, () => Promise.reject(new Error('no index')))

  await expect(schedule()).rejects.toThrow('no index')

  expect(await readStored()).toMatchObject({ status: 'finished' })
})
