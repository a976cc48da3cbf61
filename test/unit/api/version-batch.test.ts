import { afterEach, expect, test, vi } from 'vitest'
import { maxBatchSize, type VersionBatch } from '#api/contract/version-batch.ts'
import { buildVersionBatchOptions } from '#api/queries/version-batch.ts'
import { createQueryClient } from '#app/query-client.ts'
import { buildRow, toTime } from '#test/support/example-versions.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a batch has no more identifiers than the backend allows: more are read by several requests, and shown as one', async () => {
  const ids = Array.from({ length: 2 * maxBatchSize + 1 }, (_, index) => `id-${1000 + index}`)
  const sizes: number[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    const sought = new URL(path, 'http://localhost').searchParams.getAll('id')
    sizes.push(sought.length)
    const items = sought.map((id) => buildRow(id, 1, 1))
    return Response.json({ items, deleted: [], notFound: [], asOf: toTime(sizes.length) } satisfies VersionBatch)
  })

  const batch = await createQueryClient().fetchQuery(buildVersionBatchOptions(ids))

  expect(sizes).toEqual([maxBatchSize, maxBatchSize, 1])
  expect(batch.items.map(({ id }) => id)).toEqual(ids)
  expect(batch.asOf).toBe(toTime(1))
})
