import { describe, expect, test } from 'vitest'
import { idempotencyRetentionMs } from '#api/contract/operation.ts'
import type { Problem } from '#api/contract/problem.ts'
import { actions } from '#domain/lifecycle.ts'
import { lifecycleTable } from '#test/unit/domain/lifecycle-table.ts'
import { day } from '#test/unit/domain/population/example-life.ts'
import { createKey, type Reply } from '#test/contract/support/client.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createSessionWith, marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const omitHeaders = ({ headers }: Reply, ...names: readonly string[]) =>
  Object.fromEntries([...headers].filter(([name]) => !['date', ...names].includes(name)))

/** The very same answer as the first, marked as given again. */
function expectReplay(first: Reply, again: Reply): void {
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect([again.status, again.text]).toEqual([first.status, first.text])
  expect(omitHeaders(again, 'idempotent-replayed')).toEqual(omitHeaders(first))
}

export const testIdempotency: ContractTests = (client) => {
  describe('the same request under the same key', () => {
    test.each(lifecycleTable)('$action on a version that is $status: is answered as before and done once', async ({ action, status }) => {
      const order = { etag: '"r1"', key: createKey() }
      await client().start([buildVersionInStatus(status)])
      const first = await client().sendCommand(action, 'version', order)
      const [history, list] = [await client().getHistory(), await client().getList('versions=all')]

      const again = await client().sendCommand(action, 'version', order)

      expectReplay(first, again)
      expect(await client().getHistory()).toEqual(history)
      expect(await client().getList('versions=all')).toEqual(list)
    })

    test('gives the first answer as long as keys are kept, whatever has become of the version', async () => {
      const order = { etag: '"r1"', key: createKey() }
      await client().start([buildVersion()])
      const first = await client().sendCommand('pause', 'version', order)
      await client().sendCommand('stop')
      await client().host.setTime(now + idempotencyRetentionMs)
      await client().host.sendHeartbeat()

      const again = await client().sendCommand('pause', 'version', order)

      expectReplay(first, again)
      expect(await client().getVersion()).toMatchObject({ status: 'stopped' })
    })

    test.each([
      ['pause', 412, 'stale-revision'],
      ['delete', 404, 'deleted'],
    ] as const)('is judged anew once keys may be deleted: %s has no second effect', async (action, status, code) => {
      const order = { etag: '"r1"', key: createKey() }
      await client().start([buildVersionInStatus(action === 'pause' ? 'live' : 'draft')])
      await client().sendCommand(action, 'version', order)
      await client().host.setTime(now + idempotencyRetentionMs + 1)
      await client().host.sendHeartbeat()
      const history = await client().getHistory()

      const again = await client().sendCommand<Problem>(action, 'version', order)

      expect([again.status, again.body.code, again.headers.get('idempotent-replayed')]).toEqual([status, code, null])
      expect(await client().getHistory()).toEqual(history)
    })

    test('gives the first answer after the version was deleted', async () => {
      const order = { etag: '"r1"', key: createKey() }
      await client().start([buildVersionInStatus('draft')])
      const first = await client().sendCommand('delete', 'version', order)

      const again = await client().sendCommand('delete', 'version', order)

      expectReplay(first, again)
    })

    test('gives a refusal again, too: 412', async () => {
      const order = { etag: '"r1"', key: createKey() }
      await client().start([buildVersion()])
      await client().sendCommand('pause')
      const first = await client().sendCommand<Problem>('close', 'version', order)
      await client().sendCommand('stop')

      const again = await client().sendCommand<Problem>('close', 'version', order)

      expect(first.body.code).toBe('stale-revision')
      expectReplay(first, again)
    })

    test('gives the first answer even to a user who has lost the permission', async () => {
      const order = { etag: '"r1"', key: createKey() }
      await client().start([buildVersion()])
      const first = await client().sendCommand('close', 'version', order)
      await client().host.signIn({ ...marketer, permissions: ['view'] })

      const again = await client().sendCommand('close', 'version', order)

      expectReplay(first, again)
    })

    test('is the same request however its JSON is written', async () => {
      const [key, etag] = [createKey(), '"r1"']
      await client().start([buildVersion()])
      const first = await client().sendCommand('close', 'version', { key, etag, body: {} })

      const again = await client().sendCommand('close', 'version', { key, etag, body: { note: ' ', reason: null } })

      expectReplay(first, again)
    })

    test('of another user is another request: keys belong to users', async () => {
      const key = createKey()
      await client().start([buildVersion()])
      await client().sendCommand('pause', 'version', { key })
      await client().host.signIn(otherMarketer)

      const { status, headers, body } = await client().sendCommand('resume', 'version', { key })

      expect([status, headers.get('idempotent-replayed'), body.updatedBy]).toEqual([200, null, otherMarketer.user])
    })

    test.each([
      ['forbidden', 403],
      ['not-found', 404],
      ['invalid-request', 400],
    ])('is judged anew if there was no decision the first time: %s', async (code, status) => {
      const key = createKey()
      await client().start([buildVersion()])
      if (code === 'forbidden') await client().host.signIn({ ...marketer, permissions: ['view'] })
      const id = code === 'not-found' ? 'nothing' : 'version'
      const refused = await client().sendCommand<Problem>('stop', id, { key, ...(code === 'invalid-request' ? { body: {} } : {}) })
      await client().host.signIn(marketer)

      const done = await client().sendCommand('stop', 'version', { key })

      expect([refused.status, refused.body.code]).toEqual([status, code])
      expect(done.status).toBe(200)
    })
  })

  describe('another request under the same key is refused', () => {
    test.each([
      ['another action', 'stop', 'version', '"r1"', { reason: 'legal' }],
      ['another version', 'close', 'other', '"r1"', {}],
      ['another state', 'close', 'version', '"r2"', {}],
      ['another reason', 'close', 'version', '"r1"', { reason: 'legal' }],
      ['another note', 'close', 'version', '"r1"', { note: 'Why not' }],
    ] as const)('%s', async (_what, action, id, etag, body) => {
      const key = createKey()
      await client().start([buildVersion(), buildVersion({ id: 'other' })])
      await client().sendCommand('close', 'version', { key, etag: '"r1"' })
      const before = [await client().getHistory(), await client().getHistory('other')]

      const reply = await client().sendCommand<Problem>(action, id, { key, etag, body })

      expect([reply.status, reply.body.code]).toEqual([422, 'key-reused'])
      expect([await client().getHistory(), await client().getHistory('other')]).toEqual(before)
    })

    test('and the first answer can still be had', async () => {
      const order = { key: createKey(), etag: '"r1"' }
      await client().start([buildVersion()])
      const first = await client().sendCommand('close', 'version', order)
      await client().sendCommand('stop', 'version', order)

      const again = await client().sendCommand('close', 'version', order)

      expectReplay(first, again)
    })
  })

  describe('at the same time', () => {
    test('two confirmations of what both have seen have one effect: the loser reads who won', async () => {
      await client().start([buildVersion()])

      const replies = await Promise.all([
        client().sendCommand<Problem>('close', 'version', { etag: '"r1"' }),
        client().sendCommand<Problem>('stop', 'version', { etag: '"r1"' }),
      ])

      const history = await client().getHistory()
      const lost = replies.find(({ status }) => status === 412)
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 412]))
      expect(history).toHaveLength(2)
      expect(lost?.body.latestEntry).toEqual(history[0])
      expect(lost?.body.currentVersion?.revision).toBe(2)
    })

    test.each(actions)('one request delivered five times has one effect: %s', async (action) => {
      const cell = lifecycleTable.find(({ action: each, latest }) => each === action && latest.allowed)
      const order = { etag: '"r1"', key: createKey() }
      await client().start([buildVersionInStatus(cell?.status ?? 'live')])

      const replies = await Promise.all(Array.from({ length: 5 }, () => client().sendCommand(action, 'version', order)))

      expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
      expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(200))
      expect(replies.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1)
      expect(await client().getHistory()).toHaveLength(2)
      expect((await client().getList('versions=all')).totalCount).toBe({ createVersion: 2, duplicate: 2, delete: 0 }[action as string] ?? 1)
    })

    test('twenty new versions of one journey: one is made', async () => {
      await client().start([buildVersion()])

      const replies = await Promise.all(
        Array.from({ length: 20 }, () => client().sendCommand('createVersion', 'version', { etag: '"r1"' })),
      )

      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
      expect((await client().getVersion()).versions.map(({ number }) => number)).toEqual([2, 1])
    })

    test('all readers see the same one automatic change', async () => {
      await client().start([buildVersion({ endsAt: now + day })])
      await client().host.setTime(now + 2 * day)

      const versions = await Promise.all(Array.from({ length: 5 }, () => client().getVersion()))

      expect(versions.map(({ status, revision }) => [status, revision])).toEqual(versions.map(() => ['closed', 2]))
      expect(await client().getHistory()).toHaveLength(2)
    })
  })

  test('a permission of one user is not lent to another by the key of the first', async () => {
    const order = { etag: '"r1"', key: createKey() }
    await client().start([buildVersion()])
    await client().sendCommand('stop', 'version', order)
    await client().host.signIn(createSessionWith('view'))

    const { status } = await client().sendCommand('stop', 'version', order)

    expect(status).toBe(403)
  })
}
