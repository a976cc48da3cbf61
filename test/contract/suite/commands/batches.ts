import { describe, expect, test } from 'vitest'
import { preflightLifetimeMs } from '#api/contract/batches/preflight.ts'
import type { Operation } from '#api/contract/operation.ts'
import { statuses } from '#domain/lifecycle.ts'
import { createKey, type Client } from '#test/contract/support/client.ts'
import { getBatch, getBatches, postBatch, requestPreflight, startBatchOf } from '#test/contract/support/batch-client.ts'
import { buildVersion, buildVersionInStatus, now } from '#test/contract/support/fixtures.ts'
import { createSessionWith, marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'
import { lifecycleTable } from '#test/unit/domain/lifecycle-table.ts'

const minute = 60_000

const buildMany = (count: number) => Array.from({ length: count }, (_, index) => buildVersion({ id: `v${index}` }))
const listIds = (count: number) => buildMany(count).map(({ id }) => id)

const freeze = async (client: Client, ids: readonly string[], action: 'close' | 'stop' = 'stop') =>
  (await requestPreflight(client, { action, ids: [...ids] })).body

const countsOf = (numbers: object) => ({ pending: 0, done: 0, refused: 0, failed: 0, cancelled: 0, ...numbers })

/** Preflight, start, cancellation and retry of batches. */
export const testBatches: ContractTests = (client) => {
  describe('a preflight', () => {
    test.each(['close', 'stop'] as const)('of %s judges each version as the lifecycle table does, and groups refusals', async (action) => {
      await client().start([
        ...statuses.map((status) => buildVersionInStatus(status, { id: status, name: `Name of ${status}` })),
        buildVersion({ id: 'gone', deletedAt: 1 }),
      ])

      const { status, body } = await requestPreflight(client(), { action, ids: [...statuses, 'gone', 'unknown', 'live'] })

      const refusedIn = (state: (typeof statuses)[number]) => {
        const verdict = lifecycleTable.find((cell) => cell.status === state && cell.action === action)?.latest
        return verdict && !verdict.allowed ? [verdict.reasonCode] : []
      }
      const reasons = [...statuses.flatMap(refusedIn), 'deleted', 'notFound']
      expect([status, body.selected, body.endable]).toEqual([200, 9, 9 - reasons.length])
      expect(body.refused.map(({ reasonCode }) => reasonCode).toSorted()).toEqual([...new Set(reasons)].toSorted())
      expect(body.refused.flatMap(({ versions }) => versions)).toContainEqual({ versionId: 'draft', name: 'Name of draft', number: 1 })
      expect(body.requiresTypedCount).toBe(false)
    })

    test('adds up the people and their messages of what can be ended, and names the five with most people', async () => {
      const paused = (id: string, hours: number) => buildVersion({ id, publishedAt: now - hours * 60 * minute })
      await client().start([
        ...[1, 5, 2, 4, 6, 3].map((hours) => paused(`h${hours}`, hours)),
        buildVersionInStatus('stopped', { id: 'over' }),
      ])
      const impacts = await Promise.all([1, 2, 3, 4, 5, 6].map((hours) => client().getImpact(`h${hours}`)))

      const { body } = await requestPreflight(client(), { action: 'close', query: {} })

      expect(body.peopleInside).toBe(impacts.reduce((sum, { peopleInside }) => sum + peopleInside, 0))
      expect(body.messages.email).toBe(impacts.reduce((sum, { close }) => sum + close.messages.email, 0))
      expect(body.largest.map(({ id }) => id)).toEqual(['h6', 'h5', 'h4', 'h3', 'h2'])
      expect(body).toMatchObject({ selected: 7, endable: 6, refused: [{ reasonCode: 'nobodyIsInside', count: 1 }] })
      expect(Date.parse(body.expiresAt) - Date.parse(body.asOf)).toBe(preflightLifetimeMs)
    })

    test('selects all that match the filters of the list, on all pages, without the exceptions', async () => {
      await client().start([...buildMany(40), buildVersion({ id: 'other', name: 'Another' })])

      const { body } = await requestPreflight(client(), { action: 'stop', query: { search: 'welcome' }, except: ['v3', 'other'] })

      expect([body.selected, body.endable]).toEqual([39, 39])
    })

    test.each([
      [{ ids: listIds(501) }, 422, 'too-many-selected'],
      [{ query: {} }, 422, 'too-many-selected'],
      [{ query: {}, except: ['v0'] }, 200, undefined],
      [{ ids: [...listIds(500), 'v0'] }, 200, undefined],
    ])('takes 500 versions and no more: case %#', async (selection, status, code) => {
      await client().start(buildMany(501))

      const reply = await requestPreflight(client(), { action: 'stop', ...selection })

      expect([reply.status, reply.body.code]).toEqual([status, code])
    })

    test.each([
      [{ action: 'pause', ids: ['version'] }, 'action'],
      [{ action: 'stop' }, ''],
      [{ action: 'stop', ids: ['version'], query: {} }, ''],
      [{ action: 'stop', ids: ['version'], except: [] }, ''],
      [{ action: 'stop', ids: 'version' }, 'ids'],
      [{ action: 'stop', ids: [''] }, 'ids.0'],
      [{ action: 'stop', ids: ['version'], force: true }, 'force'],
      [{ action: 'stop', query: { status: ['archived'] } }, 'query.status.0'],
      [{ action: 'stop', query: { limit: 5 } }, 'query.limit'],
      [{ action: 'stop', query: { timeZone: 'Mars/Olympus' } }, 'query.timeZone'],
    ])('that is not as it should be is refused by the part to blame: %j', async (selection, path) => {
      await client().start([buildVersion()])

      const { status, body } = await postBatch(client(), '/preflight', selection)

      expect([status, body.code, body.errors?.map((error) => error.path)]).toEqual([400, 'invalid-request', [path]])
    })

    test('changes nothing that anyone sees', async () => {
      await client().start([buildVersion()])

      await freeze(client(), ['version'])

      expect(await client().getHistory()).toHaveLength(1)
      expect(await getBatches(client())).toMatchObject({ items: [], nextCursor: null })
    })
  })

  describe('a batch', () => {
    test('ends each version once, largest first, with a history entry that names it', async () => {
      const published = (id: string, hours: number) => buildVersion({ id, publishedAt: now - hours * 60 * minute })
      await client().start([published('small', 2), published('large', 9), buildVersionInStatus('draft', { id: 'draft' })])

      const started = await startBatchOf(client(), ['small', 'draft', 'large'], { note: '  Wrong price  ' })
      await client().host.sendHeartbeat()

      expect(started).toMatchObject({ state: 'running', selected: 3, counts: countsOf({ pending: 2, refused: 1 }), note: 'Wrong price' })
      const batch = await getBatch(client(), started.id)
      expect(batch).toMatchObject({ state: 'finished', counts: countsOf({ done: 2, refused: 1 }), startedBy: marketer.user })
      expect(batch.items.map(({ versionId, state, reasonCode }) => [versionId, state, reasonCode])).toEqual([
        ['large', 'done', null],
        ['small', 'done', null],
        ['draft', 'refused', 'nobodyIsInADraft'],
      ])
      const [entries, larger] = [await client().getHistory('small'), await client().getHistory('large')]
      expect(entries.map(({ type, batchId }) => [type, batchId])).toEqual([
        ['stop', started.id],
        ['create', undefined],
      ])
      expect(entries[0]).toMatchObject({ actor: marketer.user, reason: 'legal', note: 'Wrong price', before: 'live', after: 'stopped' })
      expect(larger[0]?.sequence).toBeLessThan(entries[0]?.sequence ?? 0)
    })

    test('is started by its preflight once: the same request is answered alike, another one is refused', async () => {
      await client().start([buildVersion()])
      const { id: preflightId } = await freeze(client(), ['version'])
      const [key, start] = [createKey(), { preflightId, reason: 'legal' }]
      const first = await postBatch(client(), '', start, key)

      const again = await postBatch(client(), '', start, key)
      const second = await postBatch(client(), '', start)
      const other = await postBatch(client(), '', { ...start, reason: 'complaint' }, key)

      expect([first.status, again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([200, 200, first.text, 'true'])
      expect([second.status, second.body.code]).toEqual([409, 'preflight-used'])
      expect([other.status, other.body.code]).toEqual([422, 'key-reused'])
      expect((await getBatches(client())).items).toHaveLength(1)
    })

    test('is found by its key after its response was lost, and one that was cancelled never starts', async () => {
      await client().start([buildVersion()])
      const { id: preflightId } = await freeze(client(), ['version'])
      const start = { preflightId, reason: 'legal' }
      const cancelled = createKey()
      await client().send(`/api/operations/${cancelled}/cancel`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': cancelled },
        body: '{}',
      })

      const late = await postBatch(client(), '', start, cancelled)
      const key = createKey()
      const started = await postBatch(client(), '', start, key)
      const { body } = await client().send<Operation>(`/api/operations/${key}`)

      expect([late.status, late.body.code]).toEqual([409, 'cancelled'])
      expect(body).toEqual({ userId: 'anna', state: 'succeeded', batch: started.body })
    })

    test('can be started for 15 minutes, and only by the user who saw the preflight', async () => {
      await client().start([buildVersion()])
      const { id: preflightId } = await freeze(client(), ['version'])
      const start = { preflightId, reason: 'legal' }

      await client().host.signIn(otherMarketer)
      const byOther = await postBatch(client(), '', start)
      await client().host.signIn(marketer)
      await client().host.setTime(now + preflightLifetimeMs)
      const late = await postBatch(client(), '', start)
      const unknown = await postBatch(client(), '', { ...start, preflightId: 'unknown' })
      await client().host.setTime(now + preflightLifetimeMs - 1)
      const inTime = await postBatch(client(), '', start)

      expect([byOther.status, byOther.body.code]).toEqual([404, 'not-found'])
      expect([late.status, late.body.code]).toEqual([410, 'preflight-expired'])
      expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found'])
      expect(inTime.status).toBe(200)
    })

    test('with nothing to end is refused', async () => {
      await client().start([buildVersionInStatus('stopped')])
      const preflight = await freeze(client(), ['version'])

      const { status, body } = await postBatch(client(), '', { preflightId: preflight.id, reason: 'legal' })

      expect(preflight).toMatchObject({ endable: 0, refused: [{ reasonCode: 'alreadyStopped', count: 1 }] })
      expect([status, body.code]).toEqual([422, 'nothing-to-end'])
      expect((await getBatches(client())).items).toEqual([])
    })

    test.each([
      ['stop', {}, 'reason'],
      ['stop', { reason: null }, 'reason'],
      ['stop', { reason: 'campaignOver' }, 'reason'],
      ['stop', { reason: 'other' }, 'note'],
      ['close', { reason: 'other', note: '  ' }, 'note'],
      ['close', { reason: 'weather' }, 'reason'],
      ['close', { note: 'x'.repeat(2001) }, 'note'],
      ['close', { typedCount: '1' }, 'typedCount'],
      ['close', { typedCount: -1 }, 'typedCount'],
      ['close', { force: 1 }, 'force'],
    ] as const)('to %s needs a reason and a note as the action does: %j', async (action, body, path) => {
      await client().start([buildVersion()])
      const { id: preflightId } = await freeze(client(), ['version'], action)

      const reply = await postBatch(client(), '', { preflightId, ...body })

      expect([reply.status, reply.body.errors?.map((error) => error.path)]).toEqual([400, [path]])
      expect((await postBatch(client(), '', { preflightId, reason: 'legal' })).status).toBe(200)
    })

    test.each([
      [9, undefined, 200],
      [9, 8, 422],
      [10, undefined, 422],
      [10, 9, 422],
      [10, 10, 200],
    ])('of %i versions with the typed number %o is answered with %i', async (count, typedCount, status) => {
      await client().start(buildMany(count).map((version) => ({ ...version, publishedAt: now })))
      const preflight = await freeze(client(), listIds(count))

      const reply = await postBatch(client(), '', { preflightId: preflight.id, reason: 'legal', typedCount })

      expect(preflight.requiresTypedCount).toBe(count >= 10)
      expect([reply.status, reply.body.code]).toEqual([status, status === 200 ? undefined : 'typed-count-wrong'])
    })

    test('with 10,000 people needs the typed number although it has one version', async () => {
      const [version] = buildMany(1)
      await client().start([
        { ...version!, flow: { ...version!.flow, entry: { type: 'unitaryEvent', hourly: Array<number>(24).fill(140) } } },
      ])
      const { id: preflightId, requiresTypedCount, peopleInside } = await freeze(client(), ['v0'])

      const refused = await postBatch(client(), '', { preflightId, reason: 'legal' })
      const started = await postBatch(client(), '', { preflightId, reason: 'legal', typedCount: 1 })

      expect(peopleInside).toBeGreaterThanOrEqual(10_000)
      expect([requiresTypedCount, refused.body.code, started.status]).toEqual([true, 'typed-count-wrong', 200])
    })

    test('refuses a version that was changed into something else, and goes on with one that only looks different', async () => {
      const older = { id: 'older', latest: true, number: 1, journeyId: 'shop' }
      await client().start([...['ended', 'paused', 'again'].map((id) => buildVersion({ id })), buildVersion(older)])
      const preflight = await freeze(client(), ['ended', 'paused', 'again', 'older'])
      await client().sendCommand('stop', 'ended')
      await client().sendCommand('pause', 'paused')
      await client().sendCommand('pause', 'again')
      await client().sendCommand('resume', 'again')
      await client().sendCommand('createVersion', 'older')

      const { body } = await postBatch(client(), '', { preflightId: preflight.id, reason: 'legal' })
      await client().host.sendHeartbeat()

      const { items } = await getBatch(client(), body.id)
      expect(Object.fromEntries(items.map(({ versionId, state, reasonCode }) => [versionId, [state, reasonCode]]))).toEqual({
        ended: ['refused', 'alreadyStopped'],
        paused: ['refused', 'changed'],
        again: ['done', null],
        older: ['done', null],
      })
      expect((await client().getVersion('paused')).status).toBe('paused')
    })

    test('refuses what is left once its user has lost the permission', async () => {
      await client().start([buildVersion()])
      const { id } = await startBatchOf(client(), ['version'])
      await client().host.signIn({ ...marketer, permissions: ['view', 'edit'] })

      await client().host.sendHeartbeat()

      const { state, counts, items } = await getBatch(client(), id)
      expect([state, counts, items[0]?.reasonCode]).toEqual(['finished', countsOf({ refused: 1 }), 'notPermitted'])
    })

    test('closes with an optional reason, and its versions finish by themselves', async () => {
      await client().start([buildVersion({ publishedAt: now })])

      const { id } = await startBatchOf(client(), ['version'], {}, 'close')
      await client().host.sendHeartbeat()

      expect(await getBatch(client(), id)).toMatchObject({ action: 'close', reason: null, counts: countsOf({ done: 1 }) })
      expect((await client().getHistory()).map(({ type, batchId }) => [type, batchId])).toEqual([
        ['finish', undefined],
        ['close', id],
        ['create', undefined],
      ])
    })
  })

  describe('a cancelled batch', () => {
    test('ends no more versions, and says which were not ended', async () => {
      await client().start(buildMany(3))
      const { id } = await startBatchOf(client(), listIds(3))

      const cancelled = await postBatch(client(), `/${id}/cancel`)
      await client().host.sendHeartbeat()

      expect(cancelled.body).toMatchObject({ state: 'cancelled', counts: countsOf({ cancelled: 3 }) })
      expect(await getBatch(client(), id)).toMatchObject({ state: 'cancelled', counts: countsOf({ cancelled: 3 }) })
      expect((await client().getVersion('v0')).status).toBe('live')
    })

    test('cannot be cancelled after its end: the answer has the counts', async () => {
      await client().start(buildMany(2))
      const { id } = await startBatchOf(client(), listIds(2))
      await client().host.sendHeartbeat()

      const { status, body } = await postBatch(client(), `/${id}/cancel`)

      expect([status, body.code, body.counts]).toEqual([409, 'batch-ended', countsOf({ done: 2 })])
    })

    test('may be cancelled by any user who may do the action', async () => {
      await client().start([buildVersion()])
      const { id } = await startBatchOf(client(), ['version'])

      await client().host.signIn(createSessionWith('view', 'edit'))
      const refused = await postBatch(client(), `/${id}/cancel`)
      await client().host.signIn(otherMarketer)
      const cancelled = await postBatch(client(), `/${id}/cancel`)

      expect([refused.status, refused.body.reasonCode]).toEqual([403, 'notPermitted'])
      expect([cancelled.status, cancelled.body.startedBy]).toEqual([200, marketer.user])
    })
  })

  describe('a retry', () => {
    test('of a batch that is running, without failures, or unknown is refused', async () => {
      await client().start([buildVersion()])
      const { id } = await startBatchOf(client(), ['version'])

      const running = await postBatch(client(), `/${id}/retry`)
      await client().host.sendHeartbeat()
      const nothing = await postBatch(client(), `/${id}/retry`)
      const unknown = await postBatch(client(), '/unknown/retry')

      expect([running.status, running.body.code, running.body.counts]).toEqual([409, 'batch-running', countsOf({ pending: 1 })])
      expect([nothing.status, nothing.body.code]).toEqual([422, 'nothing-to-end'])
      expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found'])
    })
  })

  describe('the list of batches', () => {
    test('has those of all users, newest first, page by page', async () => {
      await client().start(buildMany(3))
      const ids: string[] = []
      for (const [index, user] of [marketer, otherMarketer, marketer].entries()) {
        await client().host.signIn(user)
        ids.unshift((await startBatchOf(client(), [`v${index}`])).id)
      }
      await client().host.signIn(createSessionWith('view'))

      const first = await getBatches(client(), 'limit=2')
      const second = await getBatches(client(), `limit=2&cursor=${first.nextCursor}`)

      expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([ids.slice(0, 2), ids.slice(2)])
      expect([first.items[1]?.startedBy, second.nextCursor]).toEqual([otherMarketer.user, null])
    })

    test('the items of a batch are read page by page, and by state', async () => {
      await client().start([...buildMany(3), buildVersionInStatus('draft', { id: 'draft' })])
      const { id } = await startBatchOf(client(), [...listIds(3), 'draft'])

      const first = await getBatch(client(), id, 'limit=3')
      const second = await getBatch(client(), id, `limit=3&cursor=${first.nextCursor}`)
      const refused = await getBatch(client(), id, 'state=refused')

      expect([first, second].map(({ items }) => items.map(({ versionId }) => versionId))).toEqual([['v0', 'v1', 'v2'], ['draft']])
      expect([second.nextCursor, refused.items.map(({ versionId }) => versionId)]).toEqual([null, ['draft']])
    })

    test.each([
      ['?limit=0', 'limit'],
      ['?limit=101', 'limit'],
      ['?cursor=x', 'cursor'],
      ['?cursor=-1', 'cursor'],
      ['?state=done', 'state'],
      ['/some?state=over', 'state'],
      ['/some?sort=name', 'sort'],
    ])('a query that is not as it should be is refused: %s', async (query, path) => {
      await client().start([])

      const { status, body } = await client().send<{ errors: { path: string }[] }>(`/api/batches${query}`)

      expect([status, body.errors.map((error) => error.path)]).toEqual([400, [path]])
    })
  })
}
