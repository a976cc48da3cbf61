import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { maxSharedViews, maxViewsPerUser } from '#api/contract/saved-views/saved-view.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { removeView, listViews, saveView, updateView } from '#test/contract/support/saved-view-client.ts'
import { createSessionWith, marketer, otherMarketer, viewer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const spring = { name: 'Spring', query: 'search=spring&status=live' }

export const testSavedViews: ContractTests = (client) => {
  const listNames = async () => (await listViews(client())).map(({ name }) => name)

  describe('saved views', () => {
    test('are kept for the user who saved them, in the order of their names, and seen by no other', async () => {
      await client().start([])
      const saved = [
        await saveView(client(), { ...spring, name: ' été ' }),
        await saveView(client(), { ...spring, name: 'Alpha', query: '' }),
      ]

      const views = await listViews(client())
      await client().host.signIn(otherMarketer)
      const ofAnother = await listViews(client())

      expect(views.map(({ name, query, shared, revision, owner }) => [name, query, shared, revision, owner])).toEqual([
        ['Alpha', '', false, 1, marketer.user],
        ['été', spring.query, false, 1, marketer.user],
      ])
      expect(views[1]).toEqual(saved[0]?.body)
      expect(views[0]?.updatedAt).toBe(new Date(now).toISOString())
      expect(ofAnother).toEqual([])
    })

    test('that are shared are seen by all, and changed by their owner alone', async () => {
      await client().start([])
      const { body: view } = await saveView(client(), { ...spring, shared: true })
      await client().host.signIn(viewer)

      const seen = await listViews(client())
      const refused = [await updateView(client(), view, { ...spring, name: 'Mine' }), await removeView(client(), view.id)]

      expect(seen).toEqual([view])
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [403, 'view-of-another']))
      await client().host.signIn(marketer)
      expect(await listViews(client())).toEqual([view])
    })

    test('of another user that are not shared do not exist for anyone else', async () => {
      await client().start([])
      const { body: view } = await saveView(client(), spring)
      await client().host.signIn(otherMarketer)

      const refused = [await updateView(client(), view, spring), await removeView(client(), view.id), await removeView(client(), 'none')]

      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [404, 'not-found']))
    })

    test('are replaced as a whole, if they are still as they were read', async () => {
      await client().start([])
      const { body: view } = await saveView(client(), spring)
      await client().host.setTime(now + 1000)

      const { body: changed } = await updateView(client(), view, { name: 'Summer', query: 'status=paused', shared: true })
      const late = await updateView(client(), view, { name: 'Autumn', query: '' })
      const again = await updateView(client(), view, { name: 'Summer', query: 'status=paused', shared: true })

      const updatedAt = new Date(now + 1000).toISOString()
      expect(changed).toEqual({ ...view, name: 'Summer', query: 'status=paused', shared: true, revision: 2, updatedAt })
      expect([late.status, late.body.code]).toEqual([412, 'view-changed'])
      // The answer to the first request may have been lost.
      expect([again.status, again.body]).toEqual([200, changed])
      expect(await listViews(client())).toEqual([changed])
    })

    test('that are no longer shared are seen by their owner alone', async () => {
      await client().start([])
      const { body: view } = await saveView(client(), { ...spring, shared: true })

      await updateView(client(), view, spring)

      expect(await listNames()).toEqual(['Spring'])
      await client().host.signIn(otherMarketer)
      expect(await listNames()).toEqual([])
    })

    test('are deleted once, and for good', async () => {
      await client().start([])
      const { body: view } = await saveView(client(), spring)

      const replies = [await removeView(client(), view.id), await removeView(client(), view.id), await updateView(client(), view, spring)]

      expect(replies.map(({ status }) => status)).toEqual([200, 404, 404])
      expect(await listNames()).toEqual([])
    })

    test('are not deleted by a request with a parameter that is not known', async () => {
      await client().start([])
      const { body: view } = await saveView(client(), spring)

      const { status, body } = await client().send<Problem>(`/api/views/${view.id}?revision=1`, { method: 'DELETE' })

      expect([status, body.errors?.map(({ path }) => path)]).toEqual([400, ['revision']])
      expect(await listViews(client())).toEqual([view])
    })

    test('have a name each among those of a user, whatever its case and accents; another user may have it, too', async () => {
      await client().start([])
      await saveView(client(), { ...spring, name: 'Été' })
      const { body: other } = await saveView(client(), { ...spring, name: 'Other' })

      const refused = [
        await saveView(client(), { ...spring, name: 'ete', query: '' }),
        await updateView(client(), other, { ...spring, name: 'ÉTÉ ' }),
      ]

      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [409, 'view-name-taken']))
      await client().host.signIn(otherMarketer)
      expect((await saveView(client(), { ...spring, name: 'Été' })).status).toBe(200)
      expect(await listNames()).toEqual(['Été'])
    })

    test('that are sent twice, because the answer was lost, are saved once', async () => {
      await client().start([])

      const [first, second] = [await saveView(client(), spring), await saveView(client(), spring)]

      expect(second.body).toEqual(first.body)
      expect(await listNames()).toEqual(['Spring'])
    })

    test.each([
      ['name', {}],
      ['name', { name: ' \u200b\u202e ' }],
      ['name', { name: 'two\nlines' }],
      ['name', { name: '\u0000' }],
      ['name', { name: '\ud800' }],
      ['name', { name: 'x'.repeat(81) }],
      ['query', { name: 'x', query: 'x'.repeat(8001) }],
      ['query', { name: 'x', query: 1 }],
      ['shared', { shared: 'yes' }],
      ['owner', { owner: 'bob' }],
    ])('are refused for their %s: %j', async (path, body) => {
      await client().start([])

      const reply = await saveView(client(), path === 'name' ? { query: '', ...body } : { ...spring, ...body })

      expect([reply.status, reply.body.code, reply.body.errors?.[0]?.path]).toEqual([400, 'invalid-request', path])
      expect(await listNames()).toEqual([])
    })

    test.each([
      '<img src=x onerror=alert(1)>',
      '=HYPERLINK("http://evil")',
      '../../views/x',
      '\u202eabc',
      'עברית',
      '🏳️‍🌈'.repeat(13),
      'x'.repeat(80),
      '__proto__',
      '%00',
      "'; drop table saved_views; --",
      'a\u{10F000}',
    ])('may be called anything that can be read: %s', async (name) => {
      await client().start([])

      const { body: view } = await saveView(client(), { name, query: `search=${name}&later=parameter` })

      expect([view.name, view.query]).toEqual([name, `search=${name}&later=parameter`])
      expect(await listViews(client())).toEqual([view])
    })

    test('are limited in number: those of a user, and those that are shared', async () => {
      await client().start([])
      const users = [marketer, otherMarketer, viewer]
      for (const [nth, user] of users.entries()) {
        await client().host.signIn(user)
        const count = nth < 2 ? maxViewsPerUser : maxSharedViews - 2 * maxViewsPerUser
        for (let place = 0; place < count; place++) await saveView(client(), { name: `View ${place}`, query: '', shared: true })
      }

      const refused = await saveView(client(), { name: 'shared', query: '', shared: true })
      const kept = await saveView(client(), { name: 'for me', query: '' })
      await client().host.signIn(marketer)
      const oneTooMany = await saveView(client(), { name: 'for me', query: '' })

      expect([refused.body.code, kept.status, oneTooMany.body.code]).toEqual(['too-many-views', 200, 'too-many-views'])
      expect(refused.status).toBe(422)
    })

    test('need the permission to see journeys, and a replacement says what it replaces', async () => {
      await client().start([])
      const { body: view } = await saveView(client(), spring)
      const withoutRevision = await client().send(`/api/views/${view.id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(spring),
      })
      await client().host.signIn(createSessionWith('edit', 'publish', 'stop'))

      const requests = [
        client().send('/api/views'),
        saveView(client(), spring),
        updateView(client(), view, spring),
        removeView(client(), view.id),
      ]

      expect(withoutRevision.status).toBe(428)
      expect((await Promise.all(requests)).map(({ status }) => status)).toEqual([403, 403, 403, 403])
    })
  })
}
