import { describe, expect, test } from 'vitest'
import type { Operation } from '#api/contract/operation.ts'
import type { Problem } from '#api/contract/problem.ts'
import { actions } from '#domain/lifecycle.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { createKey, type Client } from '#test/contract/support/client.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const fetchOperation = (client: Client, key: string) => client.send<Operation>(`/api/operations/${encodeURIComponent(key)}`)

const cancelOperation = <Body = Operation>(client: Client, key: string, headers: Readonly<Record<string, string>> = {}, body = '{}') =>
  client.send<Body>(`/api/operations/${encodeURIComponent(key)}/cancel`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
    body,
  })

/** What a marketer is told who asks what became of an intent. */
export const testOperations: ContractTests = (client) => {
  describe('the outcome of a command', () => {
    test.each([fetchOperation, cancelOperation])('a stop that was carried out leads to its version (%o)', async (readOutcome) => {
      const key = createKey()
      await client().start([buildVersion()])
      const done = await client().sendCommand('stop', 'version', { key })

      const { body } = await readOutcome(client(), key)

      expect(body).toEqual({ userId: 'anna', state: 'succeeded', version: done.body })
    })

    test.each([fetchOperation, cancelOperation])('one that was refused is reported with the reason (%o)', async (readOutcome) => {
      const key = createKey()
      await client().start([buildVersion()])
      await client().sendCommand('stop')
      const refused = await client().sendCommand('close', 'version', { key, etag: '"r1"' })

      const { body } = await readOutcome(client(), key)

      expect(refused.status).toBe(412)
      expect(body).toEqual({ userId: 'anna', state: 'rejected', problem: refused.body })
    })

    test('one that was not received is unknown: asking changes nothing, and its request is carried out when it comes', async () => {
      const key = createKey()
      await client().start([buildVersion()])

      const { body } = await fetchOperation(client(), key)
      const late = await client().sendCommand('stop', 'version', { key })

      expect(body).toEqual({ userId: 'anna', state: 'notReceived' })
      expect(late.status).toBe(200)
    })

    test.each(actions)('%s that was cancelled is refused when its request comes after all, and changes nothing', async (action) => {
      const key = createKey()
      await client().start([buildVersion()])
      const [before, history] = [await client().getVersion(), await client().getHistory()]

      const { body } = await cancelOperation(client(), key)
      const late = await client().sendCommand<Problem>(action, 'version', { key })

      expect(body).toEqual({ userId: 'anna', state: 'cancelled' })
      expect([late.status, late.body.code]).toEqual([409, 'cancelled'])
      expect([await client().getVersion(), await client().getHistory()]).toEqual([before, history])
      expect((await fetchOperation(client(), key)).body).toEqual({ userId: 'anna', state: 'cancelled' })
    })

    test('cancelling twice is cancelling once', async () => {
      const key = createKey()
      await client().start([buildVersion()])

      const replies = [await cancelOperation(client(), key), await cancelOperation(client(), key)]

      expect(replies.map(({ body }) => body)).toEqual([
        { userId: 'anna', state: 'cancelled' },
        { userId: 'anna', state: 'cancelled' },
      ])
    })

    test('no user can look up, or cancel, what another user confirmed', async () => {
      const key = createKey()
      await client().start([buildVersion()])
      await client().sendCommand('stop', 'version', { key })

      await client().host.signIn(otherMarketer)
      const answers = [await fetchOperation(client(), key), await cancelOperation(client(), key)]
      await client().host.signIn(marketer)

      expect(answers.map(({ body }) => body)).toEqual([
        { userId: 'bob', state: 'notReceived' },
        { userId: 'bob', state: 'cancelled' },
      ])
      expect((await fetchOperation(client(), key)).body.state).toBe('succeeded')
    })

    test.each(['two words', 'é', 'x'.repeat(201)])('asked for under what cannot be a key is refused: %s', async (key) => {
      await client().start([])

      const { status, body } = await client().send<Problem>(`/api/operations/${encodeURIComponent(key)}`)

      expect([status, body.errors?.map(({ path }) => path)]).toEqual([400, ['Idempotency-Key']])
    })

    test('a user without permissions can still look up the outcome of an earlier command', async () => {
      const key = createKey()
      await client().start([buildVersion()])
      await client().sendCommand('stop', 'version', { key })
      await client().host.signIn({ ...marketer, permissions: [] })

      const { body } = await fetchOperation(client(), key)

      expect(body.state).toBe('succeeded')
    })

    test.each([
      ['without being signed in', {}, '{}', 401, 'unauthenticated'],
      ['under a key that is not that of the address', { 'idempotency-key': 'other' }, '{}', 400, 'invalid-request'],
      ['not as JSON', { 'content-type': 'text/plain' }, '{}', 415, 'unsupported-media-type'],
      ['with something in it', {}, '{"reason":"legal"}', 400, 'invalid-request'],
    ] as const)('a cancellation %s is refused, and the command still counts', async (_, headers, body, status, code) => {
      const key = createKey()
      await client().start([buildVersion()])
      if (code === 'unauthenticated') await client().host.signIn(null)

      const reply = await cancelOperation<Problem>(client(), key, headers, body)
      await client().host.signIn(marketer)

      expect([reply.status, reply.body.code]).toEqual([status, code])
      expect((await client().sendCommand('stop', 'version', { key })).status).toBe(200)
    })
  })
}
