import { describe, expect, test } from 'vitest'
import { actions } from '#domain/lifecycle.ts'
import { defaultBodies } from '#test/contract/support/client.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { viewer } from '#test/contract/support/sessions.ts'
import { createValidHeaders, buildObjectOfSize, sendRawPost } from '#test/contract/support/raw-request.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const buildTooLongBody = () => buildObjectOfSize(64 * 1024 + 1)

export const testPreconditions: ContractTests = (client) => {
  const expectNoChange = async () => expect(await client().getHistory()).toHaveLength(1)

  describe('a header that is not as it should be is refused', () => {
    test.each(['', 'text/plain', 'application/jsonp', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json'])(
      'content-type "%s": unsupported',
      async (type) => {
        await client().start([buildVersion()])

        const { status, body } = await sendRawPost(client(), 'close', '{}', { ...createValidHeaders(), 'content-type': type })

        expect([status, body.code]).toEqual([415, 'unsupported-media-type'])
        await expectNoChange()
      },
    )

    test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset=UTF-8'])(
      'content-type "%s": fine',
      async (type) => {
        await client().start([buildVersion()])

        const { status } = await sendRawPost(client(), 'close', '{}', { ...createValidHeaders(), 'content-type': type })

        expect(status).toBe(200)
      },
    )

    test.each(['if-match', 'idempotency-key'] as const)('%s is needed', async (name) => {
      const { [name]: _, ...rest } = createValidHeaders()
      await client().start([buildVersion()])

      const { status, body } = await sendRawPost(client(), 'close', '{}', rest)

      expect([status, body.code]).toEqual([428, 'precondition-required'])
      await expectNoChange()
    })

    test.each(['*', 'r1', '"1"', 'W/"r1"', '"r1", "r2"', '"r01"', '"r-1"', '"r1', '"r99999999999999999999"', ''])(
      'if-match "%s": malformed',
      async (etag) => {
        await client().start([buildVersion()])

        const { status, body } = await sendRawPost(client(), 'close', '{}', { ...createValidHeaders(), 'if-match': etag })

        expect([status, body.errors?.[0]?.path]).toEqual([400, 'If-Match'])
        await expectNoChange()
      },
    )

    test.each(['', 'a b', 'clé', 'x'.repeat(201)])('idempotency-key "%s": malformed', async (key) => {
      await client().start([buildVersion()])

      const { status, body } = await sendRawPost(client(), 'close', '{}', { ...createValidHeaders(), 'idempotency-key': key })

      expect([status, body.errors?.[0]?.path]).toEqual([400, 'Idempotency-Key'])
      await expectNoChange()
    })

    test.each(['!', 'x'.repeat(200), '"quoted"', '__proto__', "'; drop table--".replaceAll(' ', '')])(
      'idempotency-key "%s": fine, and known again',
      async (key) => {
        await client().start([buildVersion()])

        const replies = [
          await client().sendCommand('close', 'version', { key, etag: '"r1"' }),
          await client().sendCommand('close', 'version', { key, etag: '"r1"' }),
        ]

        expect(replies.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true'])
      },
    )
  })

  describe('of several things that are wrong, the first is said', () => {
    const wrongs: readonly (readonly [number, () => readonly [BodyInit, Record<string, string>]])[] = [
      [415, () => [buildTooLongBody(), {}]],
      [413, () => [buildTooLongBody(), { 'content-type': 'application/json' }]],
      [428, () => ['nonsense', { 'content-type': 'application/json', 'if-match': 'x' }]],
      [400, () => ['nonsense', createValidHeaders()]],
      [403, () => ['{}', { ...createValidHeaders(), 'if-match': '"r7"' }]],
    ]
    test.each(wrongs)('%i', async (status, request) => {
      await client().start([buildVersion()])
      await client().host.signIn(viewer)

      const reply = await sendRawPost(client(), 'close', ...request(), 'nothing')

      expect(reply.status).toBe(status)
    })

    test('401 before everything', async () => {
      await client().start([buildVersion()])
      await client().host.signIn(null)

      const { status, body } = await sendRawPost(client(), 'close', buildTooLongBody(), {}, 'nothing')

      expect([status, body.code]).toEqual([401, 'unauthenticated'])
    })

    test('404 before 412, and 412 before 409', async () => {
      await client().start([buildVersion()])

      const missing = await sendRawPost(client(), 'resume', '{}', { ...createValidHeaders(), 'if-match': '"r7"' }, 'nothing')
      const stale = await sendRawPost(client(), 'resume', '{}', { ...createValidHeaders(), 'if-match': '"r7"' })
      const refused = await sendRawPost(client(), 'resume', '{}')

      expect([missing.status, stale.status, refused.status]).toEqual([404, 412, 409])
    })
  })

  test.each(actions)('%s requires a signed-in user', async (action) => {
    await client().start([buildVersion()])
    await client().host.signIn(null)

    const { status } = await sendRawPost(client(), action, JSON.stringify(defaultBodies[action]))

    expect(status).toBe(401)
  })
}
