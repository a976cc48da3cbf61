import { expect, test } from 'vitest'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { runScheduler } from '#backend/history/scheduler.ts'
import { HttpProblem } from '#backend/http/problem.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Store } from '#backend/store/store.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'

const count = 130
const ids = Array.from({ length: count }, (_, nth) => `v${nth}`)

/** Versions that are due, and a store that fails with `error` when `bad` is written. */
function createScheduled(bad: readonly string[], error: Error) {
  const versions = ids.map((id, nth) => buildVersion({ id, journeyId: id, endsAt: now - 1_000 + nth, dueAt: now - 1_000 + nth }))
  const memory = createMemoryStore(buildSeed(versions))
  let writes = 0
  const store: Store = {
    ...memory,
    write: (work) => {
      writes++
      return memory.write((transaction) =>
        work({
          ...transaction,
          update: (record, ifRevision) => (bad.includes(record.id) ? Promise.reject(error) : transaction.update(record, ifRevision)),
        }),
      )
    },
  }
  const reported: Error[] = []
  const environment = { store, engine: createSimulatedEngine(), clock: () => now }
  const run = () => runScheduler({ ...environment, report: (each: Error) => void reported.push(each) })
  const listLive = () =>
    memory.read(async (reader) => (await reader.versions(ids)).filter(({ status }) => status === 'live').map(({ id }) => id))
  return { run, runUnreported: () => runScheduler(environment), reported, listLive, countWrites: () => writes }
}

test('versions that cannot be written keep no other one from its automatic transition', async () => {
  const failure = new Error('The version cannot be written.')
  const { run, reported, listLive } = createScheduled(['v0', 'v7'], failure)

  const written = await run()

  expect(await listLive()).toEqual(['v0', 'v7'])
  expect(written).toBe(count - 2)
  // Once a run.
  expect(reported).toEqual([failure])
})

test('a host that takes no reports has the other versions written, too', async () => {
  const { runUnreported, listLive } = createScheduled(['v0'], new Error('The version cannot be written.'))

  expect(await runUnreported()).toBe(count - 1)

  expect(await listLive()).toEqual(['v0'])
})

test('while the store is away, versions are not tried one by one', async () => {
  const { run, countWrites } = createScheduled(['v0'], new HttpProblem('unavailable', 'The database cannot be reached now.'))

  await expect(run()).rejects.toThrow('The database cannot be reached now.')

  expect(countWrites()).toBe(1)
})
