import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { day } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const shopFacts = { journeyId: 'shop', description: 'For new customers', tags: ['retail'], timeZone: 'Europe/Paris', reentrance: false }

const newDraftFacts = {
  status: 'draft',
  latest: true,
  revision: 1,
  startsAt: null,
  endsAt: null,
  publishedAt: null,
  publishedBy: null,
  ended: null,
  finishedAt: null,
  peopleInside: 0,
  globalTimeoutDays: 91,
  createdBy: marketer.user,
  updatedBy: marketer.user,
  createdAt: new Date(now).toISOString(),
}

export const testDrafts: ContractTests = (client) => {
  describe('a new version', () => {
    test('is a draft with the path of the one it comes from, under the rules of today', async () => {
      const old = { ...shopFacts, globalTimeout: 30 * day, startsAt: now - 9 * day, endsAt: now + day }
      await client().start([buildVersion(old)])
      const source = await client().getVersion()

      const { body, headers } = await client().sendCommand('createVersion')

      expect(body).toMatchObject({ ...newDraftFacts, name: 'Welcome', number: 2, journeyId: 'shop', description: 'For new customers' })
      expect(body).toMatchObject({ tags: ['retail'], timeZone: 'Europe/Paris', reentrance: false, type: source.type })
      expect(body.activities.map(({ id }) => id)).toEqual(source.activities.map(({ id }) => id))
      expect(body.people.entered).toBe(0)
      expect(headers.get('location')).toBe(`/api/versions/${body.id}`)
      expect(await client().getVersion(body.id)).toEqual(body)
    })

    test('leaves the older one as it is, but that it is no more the latest', async () => {
      await client().start([buildVersion()])
      const before = await client().getVersion()

      const { body } = await client().sendCommand('createVersion')

      const after = await client().getVersion()
      expect(after).toEqual({ ...before, latest: false, revision: 2, versions: after.versions })
      expect(after.versions.map(({ id, latest }) => [id, latest])).toEqual([
        [body.id, true],
        ['version', false],
      ])
    })

    test('begins its own history, and stands in that of the one it comes from', async () => {
      await client().start([buildVersion()])

      const { body } = await client().sendCommand('createVersion')

      expect((await client().getHistory(body.id)).map(({ type, before, after }) => [type, before, after])).toEqual([
        ['create', null, 'draft'],
      ])
      expect((await client().getHistory())[0]).toMatchObject({ type: 'createVersion', before: 'live', after: 'live', peopleInside: 720 })
    })

    test('never gets the number of a version that was deleted', async () => {
      await client().start([buildVersion()])
      const second = await client().sendCommand('createVersion')
      await client().sendCommand('delete', second.body.id)

      const third = await client().sendCommand('createVersion')

      expect(third.body.number).toBe(3)
    })

    test('is refused with a revision from before there was a newer one', async () => {
      await client().start([buildVersion()])
      const etag = await client().getEtag()
      await client().sendCommand('createVersion')

      const { status, body } = await client().sendCommand<Problem>('createVersion', 'version', { etag })

      expect([status, body.latestEntry?.type, body.latestEntry?.actor]).toEqual([412, 'createVersion', marketer.user])
    })
  })

  describe('a duplicate', () => {
    test('is the first draft of another journey, under the name given', async () => {
      await client().start([buildVersion({ ...shopFacts, number: 4 })])

      const { body, headers } = await client().sendCommand('duplicate', 'version', { body: { name: '  Bienvenue à tous 🎉 ' } })

      expect(body).toMatchObject({
        ...newDraftFacts,
        name: 'Bienvenue à tous 🎉',
        number: 1,
        description: 'For new customers',
        tags: ['retail'],
      })
      expect(body.journeyId).not.toBe('shop')
      expect(body.versions.map(({ id }) => id)).toEqual([body.id])
      expect(headers.get('location')).toBe(`/api/versions/${body.id}`)
    })

    test('changes nothing about the one it is made from', async () => {
      await client().start([buildVersion()])
      const before = await client().getVersion()

      const { body } = await client().sendCommand('duplicate')

      expect(await client().getVersion()).toEqual(before)
      expect((await client().getHistory())[0]).toMatchObject({ type: 'duplicate', before: 'live', after: 'live' })
      expect((await client().getHistory(body.id)).map(({ type }) => type)).toEqual(['create'])
    })
  })

  describe('the name of a duplicate', () => {
    const proposeName = async (...names: readonly string[]) => {
      await client().start(names.map((name, index) => buildVersion({ id: index === 0 ? 'version' : `v${index}`, name })))
      return (await client().getCopyName()).proposedName
    }

    test.each([
      [['Welcome'], 'Welcome_copy'],
      [['Welcome', 'Welcome_copy'], 'Welcome_copy_2'],
      [['Welcome', 'Welcome_copy', 'Welcome_copy_2', 'Welcome_copy_4'], 'Welcome_copy_3'],
      [['Été', 'ETE_COPY'], 'Été_copy_2'],
      [['Welcome_copy'], 'Welcome_copy_copy'],
      [['a'.repeat(200)], `${'a'.repeat(195)}_copy`],
      [['a'.repeat(200), `${'a'.repeat(195)}_copy`], `${'a'.repeat(193)}_copy_2`],
      [[`${'a'.repeat(195)}_copy`], `${'a'.repeat(193)}_copy_2`],
    ] as const)('of %j is new and fits', async (names, proposed) => {
      expect(await proposeName(...names)).toBe(proposed)
    })

    test('is accepted, and not proposed again afterwards', async () => {
      await client().start([buildVersion({ name: '🎉'.repeat(200) })])
      const proposals: string[] = []

      for (let copy = 0; copy < 3; copy++) {
        const { proposedName } = await client().getCopyName()
        const { status } = await client().sendCommand('duplicate', 'version', { body: { name: proposedName } })
        proposals.push(`${status} ${proposedName.slice(-7)}`)
      }

      expect(proposals).toEqual(['200 🎉_copy', '200 _copy_2', '200 _copy_3'])
    })

    test('that exists is reported with the journeys that have it, however it is spelled', async () => {
      const older = buildVersion({ id: 'older', name: 'Sale', journeyId: 'shop', latest: false })
      const gone = buildVersionInStatus('stopped', { id: 'gone', name: 'Sale', deletedAt: now })
      const sale = buildVersion({ id: 'sale', name: 'Sale', journeyId: 'shop', number: 2 })
      await client().start([buildVersion(), older, gone, sale])

      const answers = await Promise.all(['sale', ' SALÉ\u200B ', 'Ѕale', 'Sales', 'welcome'].map((name) => client().getCopyName(name)))

      expect(answers.map(({ sameNames }) => sameNames.map(({ id }) => id))).toEqual([['sale'], ['sale'], ['sale'], [], ['version']])
    })

    test.each(['', ' ', 'x'.repeat(201)])('that could not be given is refused: %j', async (name) => {
      await client().start([buildVersion()])

      const { status, body } = await client().send<Problem>(`/api/versions/version/copy-name?name=${encodeURIComponent(name)}`)

      expect([status, body.errors?.[0]?.path]).toEqual([400, 'name'])
    })

    test('that exists is not forbidden', async () => {
      await client().start([buildVersion()])

      const { status } = await client().sendCommand('duplicate', 'version', { body: { name: 'Welcome' } })

      expect(status).toBe(200)
    })
  })

  describe('deleting', () => {
    test('answers with what was deleted, and when', async () => {
      await client().start([buildVersionInStatus('draft')])

      const { body } = await client().sendCommand('delete')

      expect(body).toMatchObject({ id: 'version', deletedAt: new Date(now).toISOString() })
      expect(body.versions.map(({ id }) => id)).toEqual(['version'])
    })

    test('takes the version away from everywhere but its history', async () => {
      await client().start([
        buildVersionInStatus('stopped', { journeyId: 'shop' }),
        buildVersion({ id: 'other', journeyId: 'shop', latest: false }),
      ])
      await client().sendCommand('delete')

      const read = await client().send<Problem>('/api/versions/version')
      const others = ['impact', 'copy-name', 'population'].map((part) => client().send<Problem>(`/api/versions/version/${part}`))
      const computed = await Promise.all(others)
      const history = await client().getHistory()

      expect([read.status, read.body.code, read.body.latestEntry]).toEqual([404, 'deleted', history[0]])
      expect(read.body.deletedVersion).toMatchObject({ name: 'Welcome', number: 1, latestVersion: { id: 'other', latest: true } })
      expect(computed.map(({ status, body }) => [status, body.code])).toEqual(computed.map(() => [404, 'deleted']))
      expect(history[0]).toMatchObject({ type: 'delete', actor: marketer.user, before: 'stopped', after: null })
      expect((await client().getList('versions=all')).items.map(({ id }) => id)).toEqual(['other'])
      expect((await client().getVersion('other')).versions.map(({ id }) => id)).toEqual(['other'])
    })

    test('makes the next older version the latest, without a word in its history', async () => {
      const first = buildVersion({ id: 'first', journeyId: 'shop', latest: false })
      const second = buildVersionInStatus('closed', { id: 'second', journeyId: 'shop', number: 2, latest: false })
      await client().start([first, second, buildVersionInStatus('draft', { journeyId: 'shop', number: 3 })])

      const { body } = await client().sendCommand('delete')

      expect(body.versions.map(({ id, latest }) => [id, latest])).toEqual([
        ['version', false],
        ['second', true],
        ['first', false],
      ])
      expect(body.latest).toBe(false)
      expect(await client().getVersion('second')).toMatchObject({ latest: true, revision: 2 })
      expect(await client().getVersion('first')).toMatchObject({ latest: false, revision: 1 })
      expect(await client().getHistory('second')).toHaveLength(1)
    })

    test('an older version leaves the latest one what it is', async () => {
      const older = buildVersionInStatus('finished', { journeyId: 'shop', latest: false })
      await client().start([older, buildVersion({ id: 'latest', journeyId: 'shop', number: 2 })])

      await client().sendCommand('delete')

      expect(await client().getVersion('latest')).toMatchObject({ latest: true, revision: 1 })
    })

    test('cannot be done twice, and nothing can be done after it', async () => {
      await client().start([buildVersionInStatus('draft')])
      await client().sendCommand('delete')

      const replies = [await client().sendCommand<Problem>('delete'), await client().sendCommand<Problem>('duplicate')]

      expect(replies.map(({ status, body }) => [status, body.code, body.latestEntry?.type])).toEqual(
        replies.map(() => [404, 'deleted', 'delete']),
      )
      expect(await client().getHistory()).toHaveLength(2)
    })
  })
}
