import { describe, expect, test } from 'vitest'
import type { Operation } from '#api/contract/operation.ts'
import type { Problem } from '#api/contract/problem.ts'
import { actions } from '#domain/lifecycle.ts'
import { aVersion } from '#test/contract/support/fixtures.ts'
import { newKey, type Client } from '#test/contract/support/client.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { Stories } from '#test/contract/suite/suite.ts'

const ask = (client: Client, key: string) => client.send<Operation>(`/api/operations/${encodeURIComponent(key)}`)

const withdraw = <Body = Operation>(client: Client, key: string, headers: Readonly<Record<string, string>> = {}, body = '{}') =>
  client.send<Body>(`/api/operations/${encodeURIComponent(key)}/cancel`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
    body,
  })

/** What a marketer is told who asks what became of an intent. */
export const asking: Stories = (client) => {
  describe('what became of an intent', () => {
    test.each([ask, withdraw])('a stop that happened is told with the version it led to (%o)', async (asked) => {
      const key = newKey()
      await client().start([aVersion()])
      const done = await client().order('stop', 'version', { key })

      const { body } = await asked(client(), key)

      expect(body).toEqual({ userId: 'anna', state: 'succeeded', version: done.body })
    })

    test.each([ask, withdraw])('one that was refused is told with the reason (%o)', async (asked) => {
      const key = newKey()
      await client().start([aVersion()])
      await client().order('stop')
      const refused = await client().order('close', 'version', { key, etag: '"r1"' })

      const { body } = await asked(client(), key)

      expect(refused.status).toBe(412)
      expect(body).toEqual({ userId: 'anna', state: 'rejected', problem: refused.body })
    })

    test('one that nobody has heard of is unknown: asking changes nothing, and its request is carried out when it comes', async () => {
      const key = newKey()
      await client().start([aVersion()])

      const { body } = await ask(client(), key)
      const late = await client().order('stop', 'version', { key })

      expect(body).toEqual({ userId: 'anna', state: 'notReceived' })
      expect(late.status).toBe(200)
    })

    test.each(actions)('%s that was withdrawn is refused when its request comes after all, and changes nothing', async (action) => {
      const key = newKey()
      await client().start([aVersion()])
      const [before, history] = [await client().version(), await client().history()]

      const { body } = await withdraw(client(), key)
      const late = await client().order<Problem>(action, 'version', { key })

      expect(body).toEqual({ userId: 'anna', state: 'cancelled' })
      expect([late.status, late.body.code]).toEqual([409, 'cancelled'])
      expect([await client().version(), await client().history()]).toEqual([before, history])
      expect((await ask(client(), key)).body).toEqual({ userId: 'anna', state: 'cancelled' })
    })

    test('withdrawing twice is withdrawing once', async () => {
      const key = newKey()
      await client().start([aVersion()])

      const replies = [await withdraw(client(), key), await withdraw(client(), key)]

      expect(replies.map(({ body }) => body)).toEqual([
        { userId: 'anna', state: 'cancelled' },
        { userId: 'anna', state: 'cancelled' },
      ])
    })

    test('nobody is told of, or takes back, what somebody else confirmed', async () => {
      const key = newKey()
      await client().start([aVersion()])
      await client().order('stop', 'version', { key })

      await client().host.signIn(otherMarketer)
      const told = [await ask(client(), key), await withdraw(client(), key)]
      await client().host.signIn(marketer)

      expect(told.map(({ body }) => body)).toEqual([
        { userId: 'bob', state: 'notReceived' },
        { userId: 'bob', state: 'cancelled' },
      ])
      expect((await ask(client(), key)).body.state).toBe('succeeded')
    })

    test('whoever may do nothing any more still learns what became of an earlier intent', async () => {
      const key = newKey()
      await client().start([aVersion()])
      await client().order('stop', 'version', { key })
      await client().host.signIn({ ...marketer, permissions: [] })

      const { body } = await ask(client(), key)

      expect(body.state).toBe('succeeded')
    })

    test.each([
      ['without being signed in', {}, '{}', 401, 'unauthenticated'],
      ['under a key that is not that of the address', { 'idempotency-key': 'other' }, '{}', 400, 'invalid-request'],
      ['not as JSON', { 'content-type': 'text/plain' }, '{}', 415, 'unsupported-media-type'],
      ['with something in it', {}, '{"reason":"legal"}', 400, 'invalid-request'],
    ] as const)('a withdrawal %s is refused, and the intent still counts', async (_, headers, body, status, code) => {
      const key = newKey()
      await client().start([aVersion()])
      if (code === 'unauthenticated') await client().host.signIn(null)

      const reply = await withdraw<Problem>(client(), key, headers, body)
      await client().host.signIn(marketer)

      expect([reply.status, reply.body.code]).toEqual([status, code])
      expect((await client().order('stop', 'version', { key })).status).toBe(200)
    })
  })
}
