import { beforeEach, describe, expect, test } from 'vitest'
import { actionSegments } from '#api/contract/requests.ts'
import { actions } from '#domain/lifecycle.ts'
import { Client, defaultBodies } from '#test/contract/support/client.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { listViews, saveView } from '#test/contract/support/saved-view-client.ts'
import { createValidHeaders, sendRawPost } from '#test/contract/support/raw-request.ts'

const client = new Client(createInProcessHost())

beforeEach(() => client.start([buildVersion()]))

// Here alone: a browser lets no page write this header.
describe('a request that a browser was made to send by a page', () => {
  const from = (site: string) => ({ ...createValidHeaders(), 'sec-fetch-site': site })

  test.each(['cross-site', 'same-site', 'none', '', 'same-origin, cross-site', 'Same-Origin', 'nonsense'])(
    'of "%s" is refused, whatever it asks for',
    async (site) => {
      for (const action of actions) {
        const { status, body } = await sendRawPost(client, action, JSON.stringify(defaultBodies[action]), from(site))

        expect([action, status, body.code]).toEqual([action, 403, 'cross-origin'])
      }

      expect(await client.getHistory()).toHaveLength(1)
    },
  )

  test('of another site is refused before anything else that is wrong with it', async () => {
    const { status, body } = await sendRawPost(client, 'close', 'nonsense', { 'sec-fetch-site': 'cross-site' }, 'nothing')

    expect([status, body.code]).toEqual([403, 'cross-origin'])
  })

  test('of another site cannot cancel what a user has confirmed', async () => {
    const { status } = await client.send('/api/operations/once/cancel', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once', 'sec-fetch-site': 'cross-site' },
      body: '{}',
    })

    const own = await sendRawPost(client, 'close', '{}', { ...createValidHeaders(), 'idempotency-key': 'once' })
    expect([status, own.status]).toEqual([403, 200])
  })

  test('of another site does not use up the key', async () => {
    const headers = createValidHeaders()
    await sendRawPost(client, 'close', '{}', { ...headers, 'sec-fetch-site': 'cross-site' })

    const own = await sendRawPost(client, 'close', '{}', { ...headers, 'sec-fetch-site': 'same-origin' })

    expect([own.status, own.headers.get('idempotent-replayed')]).toEqual([200, null])
  })

  test('of the same origin is done, and so is one that no browser sent', async () => {
    const own = await sendRawPost(client, 'pause', '{"days":7}', from('same-origin'))
    const other = await sendRawPost(client, 'resume', '{}', { ...createValidHeaders(), 'if-match': '"r2"' })

    expect([own.status, other.status]).toEqual([200, 200])
  })

  test('of another site may read: the browser keeps the answer from it', async () => {
    const { status, headers } = await client.send('/api/versions', {
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
    })

    expect([status, headers.get('cross-origin-resource-policy'), headers.get('access-control-allow-origin')]).toEqual([
      200,
      'same-origin',
      null,
    ])
  })

  test.each(['POST', 'PUT', 'DELETE'])('of another site changes no saved view: %s', async (method) => {
    const spring = { name: 'Spring', query: 'search=spring' }
    const { body: view } = await saveView(client, spring)

    const { status } = await client.send(method === 'POST' ? '/api/views' : `/api/views/${view.id}`, {
      method,
      headers: { 'content-type': 'application/json', 'if-match': '"r1"', 'sec-fetch-site': 'cross-site' },
      ...(method !== 'DELETE' && { body: JSON.stringify({ ...spring, name: 'x' }) }),
    })

    expect(status).toBe(403)
    expect((await listViews(client)).map(({ name }) => name)).toEqual(['Spring'])
  })

  test.each(actions)('that is a preflight of %s from another site is not allowed', async (action) => {
    const asking = {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'if-match',
    }
    const { status, headers } = await client.send(`/api/versions/version/${actionSegments[action]}`, { method: 'OPTIONS', headers: asking })

    expect(status).toBe(405)
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as a form can send it (%s) is refused',
    async (type) => {
      const { status } = await client.send('/api/versions/version/stop', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"reason":"legal"}',
      })

      expect(status).toBe(415)
      expect(await client.getHistory()).toHaveLength(1)
    },
  )
})
