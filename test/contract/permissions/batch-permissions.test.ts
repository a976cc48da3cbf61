import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { batchActions, type BatchAction } from '#domain/batch.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { postBatch, requestPreflight, startBatchOf } from '#test/contract/support/batch-client.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { permissionSets, requiredPermissions } from './permission-matrix.ts'

const client = new Client(createInProcessHost())

const signInWith = (held: readonly Permission[]) => client.host.signIn({ ...marketer, permissions: [...held] })

/** Every request on batches, each after what it needs was made by a user with all permissions. */
const requests: Readonly<Record<string, (action: BatchAction, held: readonly Permission[]) => Promise<{ status: number; body: unknown }>>> =
  {
    preflight: async (action, held) => {
      await signInWith(held)
      return requestPreflight(client, { action, ids: ['version'] })
    },
    start: async (action, held) => {
      const { body } = await requestPreflight(client, { action, ids: ['version'] })
      await signInWith(held)
      return postBatch(client, '', { preflightId: body.id, reason: 'legal' })
    },
    cancellation: async (action, held) => {
      const { id } = await startBatchOf(client, ['version'], {}, action)
      await signInWith(held)
      return postBatch(client, `/${id}/cancel`)
    },
    retry: async (action, held) => {
      const { id } = await startBatchOf(client, ['version'], {}, action)
      await client.host.sendHeartbeat()
      await signInWith(held)
      return postBatch(client, `/${id}/retry`)
    },
  }

/** What the retry of a batch without failures says to a user who may retry. */
const allowedStatuses: Readonly<Record<string, number>> = { retry: 422 }

describe.each(batchActions)('batches that %s', (action) => {
  test.each(permissionSets.map((held) => ({ held, who: held.join(', ') || 'nothing' })))('by a user who may $who', async ({ held }) => {
    const mayRead = held.includes('view')
    const mayAct = mayRead && held.includes(requiredPermissions[action])
    for (const [name, send] of Object.entries(requests)) {
      await client.start([buildVersion()])

      const { status, body } = await send(action, held)

      const expected = mayAct ? [allowedStatuses[name] ?? 200] : [403, 'forbidden', 'notPermitted']
      const { code, reasonCode } = body as Problem
      expect([name, status, ...(status === 403 ? [code, reasonCode] : [])]).toEqual([name, ...expected])
    }
    await client.start([buildVersion()])
    const { id } = await startBatchOf(client, ['version'], {}, action)
    await signInWith(held)
    const readings = [await client.send('/api/batches'), await client.send(`/api/batches/${id}`)]
    expect(readings.map(({ status }) => status)).toEqual(mayRead ? [200, 200] : [403, 403])
  })
})

test('without a signed-in user no request on batches is answered', async () => {
  await client.start([buildVersion()])
  await client.host.signIn(null)

  const replies = [
    await requestPreflight(client, { action: 'stop', ids: ['version'] }),
    await postBatch(client, '', {}),
    await postBatch(client, '/some/cancel'),
    await postBatch(client, '/some/retry'),
    await client.send('/api/batches'),
    await client.send('/api/batches/some'),
  ]

  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 401))
})
