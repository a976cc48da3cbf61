import { expect, test } from 'vitest'
import { createBackend } from '#backend/app.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { createTestEnvironment } from '#test/contract/support/environment.ts'
import { buildSeed, buildVersion, now } from '#test/contract/support/fixtures.ts'

const endedAt = now - 60_000

/** A version whose end date has passed, in a store that no scheduler has visited since, and that fails on every write. */
function createBackendWithoutWrites() {
  const store = createMemoryStore(buildSeed([{ ...buildVersion({ endsAt: endedAt }), dueAt: endedAt }]))
  let writes = 0
  const backend = createBackend(
    createTestEnvironment({ read: (work) => store.read(work), write: () => Promise.reject(new Error(`write ${++writes}`)) }),
  )
  const readJson = async (path: string) => {
    const response = await backend(new Request(`http://localhost/api${path}`))
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return { backend, readJson, countWrites: () => writes }
}

test.each([
  '/session',
  '/versions',
  '/versions?sort=-people',
  '/versions?id=version',
  '/versions/version',
  '/versions/version/history',
  '/versions/version/impact',
  '/versions/version/copy-name',
  '/versions/version/population',
  '/overview?timeZone=UTC',
  '/operations/some-key',
  '/batches',
])('GET %s writes nothing', async (path) => {
  const { readJson, countWrites } = createBackendWithoutWrites()

  expect((await readJson(path)).status).toBe(200)
  expect(countWrites()).toBe(0)
})

test('GET /events writes nothing', async () => {
  const { backend, countWrites } = createBackendWithoutWrites()

  const reader = (await backend(new Request('http://localhost/api/events'))).body!.getReader()
  const { value } = await reader.read()
  await reader.cancel()

  expect(new TextDecoder().decode(value)).toMatch(/^event: resync$/m)
  expect(countWrites()).toBe(0)
})

test('a transition that is due shows everywhere before it is written', async () => {
  const { readJson } = createBackendWithoutWrites()

  const [version, list, closedOnly, history, overview] = await Promise.all(
    ['/versions/version', '/versions', '/versions?status=closed', '/versions/version/history', '/overview?timeZone=UTC'].map(
      async (path) => (await readJson(path)).body,
    ),
  )

  expect(version).toMatchObject({ status: 'closed', revision: 2, ended: { at: new Date(endedAt).toISOString(), trigger: 'endDate' } })
  expect(version).toMatchObject({ receipts: [{ sequence: 2, trigger: 'endDate' }] })
  expect(list).toMatchObject({ items: [{ status: 'closed', revision: 2 }], countsByStatus: { live: 0, closed: 1 } })
  expect(closedOnly).toMatchObject({ matchingCount: 1 })
  expect(history).toMatchObject({ items: [{ sequence: 2, type: 'close' }, { sequence: 1 }] })
  expect(overview).toMatchObject({ endedLastWeek: { versions: 1 }, draining: { versions: 1 } })
})
