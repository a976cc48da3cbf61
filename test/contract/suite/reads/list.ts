import { describe, expect, test } from 'vitest'
import { statuses } from '#domain/lifecycle.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const namesOf = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name)
const buildNamedVersion = (name: string, facts: Parameters<typeof buildVersion>[0] = {}) => buildVersion({ id: name, name, ...facts })

/** One version in each status. */
const versionInEachStatus = statuses.map((status) => buildVersionInStatus(status, { id: status, name: status }))

export const testList: ContractTests = (client) => {
  describe('the list', () => {
    test('of nothing is empty', async () => {
      await client().start([])

      const list = await client().getList()

      const counts = { draft: 0, test: 0, live: 0, paused: 0, closed: 0, stopped: 0, finished: 0 }
      expect(list).toEqual({
        items: [],
        matchingCount: 0,
        totalCount: 0,
        countsByStatus: counts,
        nextCursor: null,
        asOf: new Date(now).toISOString(),
        peopleAsOf: new Date(now).toISOString(),
        basis: 'exact',
      })
    })

    test('shows each version as its page does', async () => {
      await client().start(versionInEachStatus)

      const { items } = await client().getList()

      expect(items).toHaveLength(7)
      for (const item of items) expect(await client().getVersion(item.id)).toMatchObject(item)
    })

    test('shows the latest versions, and older ones only when asked', async () => {
      const older = buildNamedVersion('Old', { journeyId: 'shop', latest: false })
      await client().start([older, buildNamedVersion('New', { journeyId: 'shop', number: 2 }), buildNamedVersion('Lone')])

      const latest = await client().getList('sort=name')
      const all = await client().getList('sort=name&versions=all')

      expect([namesOf(latest.items), latest.matchingCount, latest.totalCount]).toEqual([['Lone', 'New'], 2, 2])
      expect([namesOf(all.items), all.matchingCount, all.totalCount]).toEqual([['Lone', 'New', 'Old'], 3, 3])
    })

    test.each(statuses)('filters those that are %s, and still counts the others', async (status) => {
      await client().start(versionInEachStatus)

      const { items, matchingCount, totalCount, countsByStatus } = await client().getList(`status=${status}`)

      expect(items.map((item) => item.status)).toEqual([status])
      expect([matchingCount, totalCount]).toEqual([1, 7])
      expect(countsByStatus).toEqual(Object.fromEntries(statuses.map((each) => [each, 1])))
    })

    test('filters by several statuses at once', async () => {
      await client().start(versionInEachStatus)

      const { items, matchingCount } = await client().getList('status=live&status=paused&sort=status')

      expect([namesOf(items), matchingCount]).toEqual([['live', 'paused'], 2])
    })

    test('counts what the search finds, and says of how many', async () => {
      await client().start([
        buildNamedVersion('Summer sale'),
        buildVersionInStatus('closed', { id: 'tips', name: 'Summer tips' }),
        buildNamedVersion('Winter'),
      ])

      const { countsByStatus, matchingCount, totalCount } = await client().getList('search=summer&status=live')

      expect([countsByStatus['live'], countsByStatus['closed'], matchingCount, totalCount]).toEqual([1, 1, 1, 3])
    })
  })

  describe('those that ended within some days', () => {
    const midnight = now
    const endedAt = (id: string, at: number, facts: Parameters<typeof buildVersion>[0] = {}) =>
      buildVersionInStatus('stopped', { id, name: id, stoppedAt: at, ended: { ...buildStopBy('Ana'), at }, ...facts })
    const versions = [
      endedAt('today', midnight),
      endedAt('yesterday', midnight - 1),
      endedAt('six days ago', midnight - 6 * day),
      endedAt('longer ago', midnight - 6 * day - 1),
      endedAt('older', midnight - day, { journeyId: 'shop', latest: false }),
      buildVersion({ id: 'newer', name: 'newer', journeyId: 'shop', number: 2 }),
      buildVersionInStatus('closed', { id: 'closed', name: 'closed' }),
      buildVersionInStatus('draft', { id: 'draft', name: 'draft' }),
    ]

    test.each([
      [1, ['today']],
      [2, ['closed', 'today', 'yesterday']],
      [7, ['closed', 'six days ago', 'today', 'yesterday']],
      [365, ['closed', 'longer ago', 'six days ago', 'today', 'yesterday']],
    ])('%i, today included, are those of whole days, in UTC unless a time zone is given', async (days, found) => {
      await client().start(versions, midnight + 23 * hour)

      const { items, matchingCount, totalCount } = await client().getList(`sort=name&endedWithin=${days}`)

      expect(namesOf(items)).toEqual(found)
      expect([matchingCount, totalCount]).toEqual([found.length, 7])
    })

    test.each([
      ['America/Los_Angeles', 7.99, ['closed', 'today', 'yesterday']],
      ['America/Los_Angeles', 8, []],
      ['Asia/Kathmandu', 18.24, ['closed', 'today', 'yesterday']],
      ['Asia/Kathmandu', 18.25, []],
    ])('in %s, %d hours after midnight UTC, today is the day that it is there', async (timeZone, hours, found) => {
      await client().start(versions, midnight + hours * hour)

      const { items } = await client().getList(`sort=name&endedWithin=1&timeZone=${timeZone}`)

      expect(namesOf(items)).toEqual(found)
    })

    test('are counted by status, whatever status is filtered by', async () => {
      await client().start(versions)

      const { countsByStatus, matchingCount, items } = await client().getList('endedWithin=7&versions=all&status=closed')

      expect([countsByStatus['stopped'], countsByStatus['closed'], countsByStatus['live'], matchingCount]).toEqual([4, 1, 0, 1])
      expect(namesOf(items)).toEqual(['closed'])
    })

    test('are found by name and page by page like all others', async () => {
      await client().start(versions)

      const pages = await client().getAllPages('endedWithin=7&versions=all&limit=2&sort=-ended')
      const searched = await client().getList('endedWithin=7&search=day')

      expect(pages.map(({ items, matchingCount }) => [namesOf(items), matchingCount])).toEqual([
        [['today', 'yesterday'], 5],
        [['closed', 'older'], 5],
        [['six days ago'], 5],
      ])
      expect(namesOf(searched.items).toSorted()).toEqual(['six days ago', 'today', 'yesterday'])
    })
  })

  describe('the search', () => {
    const versions = [
      buildNamedVersion('Été à la mer', { description: 'Beaches', tags: ['travel'] }),
      buildNamedVersion('STRASSE', { publishedBy: otherMarketer.user }),
      buildNamedVersion('Ångström', { createdBy: { id: 'x', name: 'Zoë Ørsted' } }),
      buildNamedVersion('مرحبا بالعملاء'),
      buildNamedVersion('❤️ Thank you', { updatedBy: null, tags: ['VIP', 'Fidélité'] }),
      buildVersionInStatus('stopped', { id: 'Stop', name: 'Stop', ended: { ...buildStopBy('Émile') } }),
      buildVersion({ id: '3f0c2b1e-77aa-4c1d', journeyId: 'winter-works', name: 'Œuvres d’hiver – 2', number: 7 }),
    ]

    test.each([
      ['ete', 'Été à la mer'],
      ['ÉTÉ', 'Été à la mer'],
      ['mer été', 'Été à la mer'],
      ['e\u0301te\u0301', 'Été à la mer'],
      ['beach', 'Été à la mer'],
      ['travel', 'Été à la mer'],
      ['straße', 'STRASSE'],
      ['bob', 'STRASSE'],
      ['angstrom', 'Ångström'],
      ['zoe', 'Ångström'],
      ['مرحبا', 'مرحبا بالعملاء'],
      ['❤', '❤️ Thank you'],
      ['fidelite', '❤️ Thank you'],
      ['emile', 'Stop'],
      ["d'hiver - oeuvres", 'Œuvres d’hiver – 2'],
      ['oeuvres d’hiver v. 7 (Latest)', 'Œuvres d’hiver – 2'],
      ['3f0c2b1e-77aa', 'Œuvres d’hiver – 2'],
      ['WINTER-WORKS', 'Œuvres d’hiver – 2'],
      ['https://console.example/journeys/3f0c2b1e-77aa-4c1d/?view=people#top', 'Œuvres d’hiver – 2'],
    ])('for "%s" finds "%s"', async (search, found) => {
      await client().start(versions)

      const { items } = await client().getList(`search=${encodeURIComponent(search)}`)

      expect(namesOf(items)).toEqual([found])
    })

    test.each(['', ' ', '\u0301', '\u200B', '\u00A0'])('for nothing ("%s") finds everything', async (search) => {
      await client().start(versions)

      const { matchingCount } = await client().getList(`search=${encodeURIComponent(search)}`)

      expect(matchingCount).toBe(versions.length)
    })

    test('of a version finds it among all versions only, if it is not the latest', async () => {
      const older = buildNamedVersion('Old', { id: 'shop-v1', journeyId: 'shop', latest: false })
      await client().start([older, buildNamedVersion('New', { id: 'shop-v2', journeyId: 'shop', number: 2 })])

      const latest = await client().getList('search=shop-v1')
      const all = await client().getList('search=shop-v1&versions=all')

      expect([namesOf(latest.items), namesOf(all.items)]).toEqual([[], ['Old']])
    })

    test.each(['été hiver', '%', '_', '.*', '\\', "''", 'merBeaches', 'version-1'])('for "%s" finds nothing', async (search) => {
      await client().start(versions)

      const { items, matchingCount, totalCount } = await client().getList(`search=${encodeURIComponent(search)}`)

      expect([items, matchingCount, totalCount]).toEqual([[], 0, versions.length])
    })
  })
}

function buildStopBy(name: string) {
  const actor = { ...marketer.user, name }
  return { at: now - day, action: 'stop', actor, trigger: null, reason: 'legal', note: '', peopleInside: 1 } as const
}
