import { expect, test } from 'vitest'
import { executeCommand } from '#backend/commands/execute-command.ts'
import { endVersion } from '#backend/batches/end-version.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import type { ClaimedItem } from '#backend/store/batches/batch-store.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Store } from '#backend/store/store.ts'
import { permissions } from '#domain/lifecycle.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'

const failure = new Error('The version cannot be written.')

/** A version that is due and cannot be written, and one of another journey. */
function createBackendWithBadVersion() {
  const bad = buildVersion({ id: 'bad', journeyId: 'bad', endsAt: now - 1_000, dueAt: now - 1_000 })
  const memory = createMemoryStore(buildSeed([bad, buildVersion({ id: 'good', journeyId: 'good' })]))
  const store: Store = {
    ...memory,
    write: (work) =>
      memory.write((transaction) =>
        work({
          ...transaction,
          update: (record, ifRevision) => (record.id === 'bad' ? Promise.reject(failure) : transaction.update(record, ifRevision)),
        }),
      ),
  }
  const reported: Error[] = []
  const report = (error: Error) => void reported.push(error)
  let ids = 0
  const environment = { store, engine: createSimulatedEngine(), clock: () => now, newId: () => `id-${++ids}`, report }
  return { environment: environment as unknown as Parameters<typeof executeCommand>[0], reported }
}

const post = (key: string) =>
  new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'if-match': '"r1"', 'idempotency-key': key },
    body: '{}',
  })

test('a command is carried out although another version that is due cannot be written, which is reported', async () => {
  const { environment, reported } = createBackendWithBadVersion()

  expect((await executeCommand(environment, marketer, 'close', 'good', post('key-1'))).status).toBe(200)
  expect(reported).toEqual([failure])
})

test('a command on the version that cannot be written fails', async () => {
  const { environment, reported } = createBackendWithBadVersion()

  await expect(executeCommand(environment, marketer, 'close', 'bad', post('key-1'))).rejects.toThrow(failure)
  expect(reported).toEqual([])
})

test('a batch ends a version at its second attempt although another one cannot be written', async () => {
  const { environment } = createBackendWithBadVersion()
  const end = (attempts: number) => {
    const claimed = {
      batch: { id: 'batch', action: 'close', reason: null, note: null, startedBy: marketer.user },
      item: { versionId: 'good', revision: 1, status: 'live', position: 0, attempts },
    } as unknown as ClaimedItem
    return environment.store.write((transaction) => endVersion(environment, transaction, claimed, { permissions: [...permissions] }, now))
  }

  await expect(end(0)).rejects.toThrow(failure)
  expect(await end(1)).toEqual({ state: 'done', reasonCode: null })
})
