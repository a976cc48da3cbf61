import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { actions } from '#domain/lifecycle.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { createValidHeaders, sendRawPost } from '#test/contract/support/raw-request.ts'
import type { ContractTests } from './contract-tests.ts'

export const testRouting: ContractTests = (client) => {
  const expectNoChange = async () => expect(await client().getHistory()).toHaveLength(1)

  describe('an address', () => {
    test.each([
      '/api',
      '/api/',
      '/api/nothing',
      '/api/versions/version/nothing',
      '/api/versions/version/close/now',
      '/api/versions/version/createVersion',
    ])('%s is none: not found, whatever the method', async (path) => {
      await client().start([buildVersion()])

      const replies = [await client().send<Problem>(path), await client().send<Problem>(path, { method: 'POST', body: '{}' })]

      expect(replies.map(({ status, body }) => [status, body.code])).toEqual(replies.map(() => [404, 'not-found']))
    })

    test.each(['%', '%zz', '%E0%A4%A', '%2F', '..%2F..', '%00', '%F0%9F%8E%89', 'a%0Ab', "'%20or%201=1", '__proto__', 'x'.repeat(2000)])(
      'of a version with a broken or strange name (%s) is not found',
      async (id) => {
        await client().start([buildVersion()])

        const replies = [
          await client().send<Problem>(`/api/versions/${id}`),
          await sendRawPost(client(), 'close', '{}', createValidHeaders(), id),
        ]

        expect(replies.map(({ status, body }) => [status, body.code])).toEqual(replies.map(() => [404, 'not-found']))
      },
    )

    test.each([
      ['PUT', '/api/session', 'GET, HEAD'],
      ['POST', '/api/versions', 'GET, HEAD'],
      ['POST', '/api/versions?id=version', 'GET, HEAD'],
      ['DELETE', '/api/versions/version', 'GET, HEAD'],
      ['PATCH', '/api/versions/version', 'GET, HEAD'],
      ['POST', '/api/versions/version/history', 'GET, HEAD'],
      ['PUT', '/api/versions/version/impact', 'GET, HEAD'],
      ['POST', '/api/versions/version/population', 'GET, HEAD'],
      ['POST', '/api/overview', 'GET, HEAD'],
      ['PUT', '/api/batches', 'GET, HEAD, POST'],
      ['DELETE', '/api/batches/some', 'GET, HEAD'],
      ['GET', '/api/batches/some/cancel', 'POST'],
      ['POST', '/api/engine/commands', 'GET, HEAD'],
      ['GET', '/api/engine/commands/some/replay', 'POST'],
      ...actions.map((action) => ['GET', `/api/versions/version/${actionSegments[action]}`, 'POST']),
    ])('says which methods it knows: %s %s', async (method, path, allow) => {
      await client().start([buildVersion()])

      const { status, headers, body } = await client().send<Problem>(path, { method })

      expect([status, body.code, headers.get('allow')]).toEqual([405, 'method-not-allowed', allow])
      await expectNoChange()
    })

    test.each(['/api/session', '/api/versions', '/api/versions/version'])('%s answers HEAD as GET, without the body', async (path) => {
      await client().start([buildVersion()])

      const { status, text } = await client().send(path, { method: 'HEAD' })

      expect([status, text]).toEqual([200, ''])
    })
  })

  describe('a query that is not as it should be is refused', () => {
    test.each([
      ['/api/versions?color=red', 'color'],
      ['/api/versions?__proto__=x', '__proto__'],
      ['/api/versions?constructor=x', 'constructor'],
      ['/api/versions?search=a&search=b', 'search'],
      [`/api/versions?search=${'x'.repeat(201)}`, 'search'],
      ['/api/versions?status=archived', 'status.0'],
      ['/api/versions?status=live&status=', 'status.1'],
      ['/api/versions?versions=some', 'versions'],
      ['/api/versions?sort=color', 'sort'],
      ['/api/versions?sort=--name', 'sort'],
      ['/api/versions?limit=0', 'limit'],
      ['/api/versions?limit=201', 'limit'],
      ['/api/versions?limit=-1', 'limit'],
      ['/api/versions?limit=1e1', 'limit'],
      ['/api/versions?limit=', 'limit'],
      ['/api/versions?limit=5&limit=5', 'limit'],
      ['/api/versions?Limit=5', 'Limit'],
      ['/api/session?x=1', 'x'],
      ['/api/versions/version?x=1', 'x'],
      ['/api/versions/version/history?before=1', 'before'],
      ['/api/versions/version/impact?%zz=%zz', '%zz'],
      ...['0', '366', '-1', '1.5', '7d', ''].map((days) => [`/api/versions?endedWithin=${days}`, 'endedWithin']),
      ['/api/versions?endedWithin=7&endedWithin=7', 'endedWithin'],
      ['/api/versions?publishedWithin=0', 'publishedWithin'],
      ['/api/versions?updatedWithin=366', 'updatedWithin'],
      ['/api/versions?type=readAudience&type=email', 'type.1'],
      ['/api/versions?reason=boredom', 'reason.0'],
      ['/api/versions?tag=', 'tag.0'],
      [`/api/versions?tag=${'x'.repeat(101)}`, 'tag.0'],
      [`/api/versions?${'tag=x&'.repeat(21)}`, 'tag'],
      ['/api/versions?createdBy=', 'createdBy.0'],
      ['/api/versions.csv?publishedBy=', 'publishedBy.0'],
      ['/api/facets?reason=boredom', 'reason.0'],
      ['/api/facets?sort=name', 'sort'],
      ['/api/facets?find=a&find=b', 'find'],
      [`/api/facets?find=${'x'.repeat(201)}`, 'find'],
      ['/api/versions?find=a', 'find'],
      ['/api/facets?timeZone=Mars/Olympus', 'timeZone'],
      ...['', '1h', '7', 'ALL', '24h,7d'].map((range) => [`/api/versions/version/population?range=${range}`, 'range']),
      ['/api/versions/version/population?range=7d&range=7d', 'range'],
      ['/api/versions/version/population?from=2024-01-01', 'from'],
      ['/api/overview?versions=all', 'versions'],
      ...['', 'Mars/Olympus', 'UTC&timeZone=UTC', 'x'.repeat(101)].flatMap((timeZone) => [
        [`/api/overview?timeZone=${timeZone}`, 'timeZone'],
        [`/api/versions?endedWithin=7&timeZone=${timeZone}`, 'timeZone'],
      ]),
    ])('%s', async (path, wrong) => {
      await client().start([buildVersion()])

      const { status, body } = await client().send<Problem>(path)

      expect([status, body.code, body.errors?.map((error) => error.path)]).toEqual([400, 'invalid-request', [wrong]])
    })

    test('also on a POST', async () => {
      await client().start([buildVersion()])

      const { status } = await client().send('/api/versions/version/close?force=1', {
        method: 'POST',
        headers: createValidHeaders(),
        body: '{}',
      })

      expect(status).toBe(400)
      await expectNoChange()
    })

    test.each(['search=%zz', 'search=%E0%A4%A', 'search=%00', 'search=%ED%A0%80', 'search=' + '%CC%81'.repeat(200)])(
      'but broken text is just text: %s',
      async (query) => {
        await client().start([buildVersion()])

        const { status } = await client().send(`/api/versions?${query}`)

        expect(status).toBe(200)
      },
    )
  })
}
