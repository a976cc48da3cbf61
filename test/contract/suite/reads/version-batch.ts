import { describe, expect, test } from 'vitest'
import { maxBatchSize, type VersionBatch } from '#api/contract/version-batch.ts'
import type { Problem } from '#api/contract/problem.ts'
import { buildVersion, buildVersionInStatus, now } from '#test/contract/support/fixtures.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

export const testVersionBatch: ContractTests = (client) => {
  const readBatch = async (...ids: readonly string[]) =>
    (await client().send<VersionBatch>(`/api/versions?${new URLSearchParams(ids.map((id) => ['id', id]))}`)).body
  const createIds = (count: number) => Array.from({ length: count }, (_, index) => `version-${index}`)

  describe('batched reads', () => {
    test('a batch has the rows of the list, in the order of the request, also of older versions', async () => {
      await client().start([
        buildVersion({ id: 'newest', journeyId: 'shop', number: 2 }),
        buildVersionInStatus('stopped', { id: 'older', journeyId: 'shop', latest: false }),
        buildVersionInStatus('draft', { id: 'draft' }),
        buildVersion({ id: 'other' }),
      ])

      const batch = await readBatch('older', 'draft', 'newest')

      const { items, asOf } = await client().getList('versions=all')
      const rows = new Map(items.map((row) => [row.id, row]))
      expect(batch.items).toEqual([rows.get('older'), rows.get('draft'), rows.get('newest')])
      expect(batch).toMatchObject({ deleted: [], notFound: [], asOf, peopleAsOf: asOf, basis: 'exact' })
    })

    test('a deleted version is listed apart from one that never was, with what a read of it alone says', async () => {
      await client().start([buildVersionInStatus('draft', { id: 'gone' }), buildVersion({ id: 'kept' })])
      await client().sendCommand('delete', 'gone')

      const { items, deleted, notFound } = await readBatch('gone', 'kept', 'never')

      const { latestEntry, deletedVersion } = (await client().send<Problem>('/api/versions/gone')).body
      expect(items.map(({ id }) => id)).toEqual(['kept'])
      expect(deleted).toEqual([{ id: 'gone', latestEntry, deletedVersion }])
      expect(latestEntry).toMatchObject({ type: 'delete', versionId: 'gone' })
      expect(notFound).toEqual(['never'])
    })

    test('a repeated identifier is answered once', async () => {
      await client().start([buildVersion()])

      const { items, notFound } = await readBatch('version', 'never', 'version', 'never')

      expect([items.map(({ id }) => id), notFound]).toEqual([['version'], ['never']])
    })

    test('a transition that is due shows as done', async () => {
      await client().start([buildVersion({ endsAt: now - 1, dueAt: now - 1 })])

      const { items } = await readBatch('version')

      expect(items).toMatchObject([{ status: 'closed', revision: 2 }])
    })

    test(`it has at most ${maxBatchSize} identifiers, each not empty`, async () => {
      await client().start([])

      expect((await readBatch(...createIds(maxBatchSize))).notFound).toEqual(createIds(maxBatchSize))
    })

    test.each([
      ['more identifiers', new URLSearchParams(createIds(maxBatchSize + 1).map((id) => ['id', id])), 'id'],
      ['an empty identifier', 'id=', 'id.0'],
      ['an identifier that is too long', `id=version&id=${'x'.repeat(101)}`, 'id.1'],
      ['a parameter of the list', 'id=version&search=welcome', 'search'],
    ])('it may not have %s', async (_, query, path) => {
      await client().start([buildVersion()])

      const { status, body } = await client().send<Problem>(`/api/versions?${query}`)

      expect([status, body.code, body.errors?.map((error) => error.path)]).toEqual([400, 'invalid-request', [path]])
    })
  })
}
