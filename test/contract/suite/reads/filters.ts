import { describe, expect, test } from 'vitest'
import { countedDays, type Facets } from '#api/contract/filters/facets.ts'
import type { Preflight } from '#api/contract/batches/preflight.ts'
import { buildActivity, day } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, buildVersionInStatus, emptyFlow, now } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const readFlow = { ...emptyFlow, entry: { ...emptyFlow.entry, type: 'readAudience', audience: 'New' } } as const
const messageFlow = { ...emptyFlow, activities: [{ ...buildActivity('hello', 'sms', 0), template: 'Offer: été' }] }
const endedFor = (reason: 'legal' | 'complaint') =>
  ({ at: now - day, action: 'stop', actor: marketer.user, trigger: null, reason, note: '', peopleInside: 1 }) as const

const versions = [
  buildVersion({ id: 'spring', name: 'spring', tags: ['sale', 'été'], publishedAt: now - day, updatedAt: now - 3 * day }),
  buildVersion({ id: 'summer', name: 'summer', tags: ['sale', 'sale'], flow: readFlow, createdBy: otherMarketer.user }),
  buildVersionInStatus('draft', { id: 'plan', flow: emptyFlow, name: 'plan', createdBy: otherMarketer.user, updatedAt: now }),
  buildVersionInStatus('stopped', {
    id: 'fine',
    name: 'fine',
    flow: emptyFlow,
    ended: endedFor('legal'),
    stoppedAt: now - day,
    publishedBy: otherMarketer.user,
  }),
  buildVersionInStatus('stopped', {
    id: 'loud',
    name: 'loud',
    flow: messageFlow,
    ended: endedFor('complaint'),
    stoppedAt: now - day,
    tags: ['Sale'],
  }),
]

/** What each query finds, by name. */
const found: readonly (readonly [query: string, names: readonly string[]])[] = [
  ['type=readAudience', ['summer']],
  ['type=readAudience&type=unitaryEvent', ['fine', 'loud', 'plan', 'spring', 'summer']],
  ['tag=sale', ['spring', 'summer']],
  ['tag=Sale&tag=%C3%A9t%C3%A9', ['loud', 'spring']],
  ['tag=none', []],
  ['createdBy=bob', ['plan', 'summer']],
  ['createdBy=bob&createdBy=anna', ['fine', 'loud', 'plan', 'spring', 'summer']],
  ['publishedBy=bob', ['fine']],
  ['publishedBy=anna', ['loud', 'spring', 'summer']],
  ['publishedWithin=2', ['spring']],
  ['updatedWithin=1', ['plan']],
  ['updatedWithin=2', ['fine', 'loud', 'plan']],
  ['reason=complaint', ['loud']],
  ['reason=complaint&reason=legal&tag=Sale&status=stopped', ['loud']],
  ['createdBy=bob&status=live&search=summer', ['summer']],
  ['uses=template%3AOffer%3A+%C3%A9t%C3%A9', ['loud']],
  ['uses=template%3Aoffer', []],
  ['uses=Offer', []],
  ['uses=audience%3ANew&uses=activity%3Asms', ['loud', 'summer']],
  ['uses=activity%3Aemail', ['spring']],
  ['uses=tag%3Asale&status=live', ['spring', 'summer']],
]

const countDays = (...counts: readonly number[]) =>
  countedDays.map((days, place) => ({ value: String(days), name: String(days), count: counts[place] }))

const formatValues = (facets: Facets, filter: keyof Omit<Facets, 'asOf'>) =>
  Object.fromEntries(facets[filter].map(({ value, count }) => [value, count]))

export const testFilters: ContractTests = (client) => {
  describe('the filters of the list', () => {
    test.each(found)('%s: list, export and preflight mean the same versions', async (query, names) => {
      await client().start(versions)
      const lists = Object.fromEntries(
        [...new Set(new URLSearchParams(query).keys())].map((name) => {
          const values = new URLSearchParams(query).getAll(name)
          return [name, name.endsWith('Within') ? Number(values[0]) : name === 'search' ? values[0] : values]
        }),
      )

      const { items, matchingCount } = await client().getList(`sort=name&${query}`)
      const csv = await client().host.send(`/api/versions.csv?sort=name&${query}`)
      const { body } = await client().send<Preflight>('/api/batches/preflight', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'stop', query: lists }),
      })

      expect(items.map(({ name }) => name)).toEqual(names)
      expect(
        (await csv.text())
          .split('\r\n')
          .slice(1, -1)
          .map((line) => line.split(',')[1]),
      ).toEqual(names)
      expect([matchingCount, body.selected]).toEqual([names.length, names.length])
    })

    test('leave the statuses counted by all of them', async () => {
      await client().start(versions)

      const { countsByStatus, totalCount } = await client().getList('status=live&tag=sale&tag=Sale')

      expect([countsByStatus['live'], countsByStatus['stopped'], countsByStatus['draft'], totalCount]).toEqual([2, 1, 0, 5])
    })
  })

  describe('the values of the filters', () => {
    test('are all that there are, each with the number of versions that have it', async () => {
      await client().start(versions)

      const facets = await client().getFacets()

      expect(facets).toEqual({
        type: [
          { value: 'unitaryEvent', name: 'unitaryEvent', count: 4 },
          { value: 'readAudience', name: 'readAudience', count: 1 },
        ],
        createdBy: [
          { value: 'anna', name: 'Anna Müller', count: 3 },
          { value: 'bob', name: 'Bob Ng', count: 2 },
        ],
        publishedBy: [
          { value: 'anna', name: 'Anna Müller', count: 3 },
          { value: 'bob', name: 'Bob Ng', count: 1 },
        ],
        reason: [
          { value: 'complaint', name: 'complaint', count: 1 },
          { value: 'legal', name: 'legal', count: 1 },
        ],
        tag: [
          { value: 'sale', name: 'sale', count: 2 },
          { value: 'Sale', name: 'Sale', count: 1 },
          { value: 'été', name: 'été', count: 1 },
        ],
        uses: [
          { value: 'tag:sale', name: 'tag:sale', count: 2 },
          { value: 'activity:email', name: 'activity:email', count: 1 },
          { value: 'activity:sms', name: 'activity:sms', count: 1 },
          { value: 'audience:New', name: 'audience:New', count: 1 },
          { value: 'tag:Sale', name: 'tag:Sale', count: 1 },
          { value: 'tag:été', name: 'tag:été', count: 1 },
          { value: 'template:Offer: été', name: 'template:Offer: été', count: 1 },
        ],
        endedWithin: countDays(0, 2, 2, 2, 2),
        publishedWithin: countDays(0, 1, 4, 4, 4),
        updatedWithin: countDays(1, 4, 5, 5, 5),
        asOf: new Date(now).toISOString(),
      })
    })

    test('can be found by words of their names, whatever case and accents; those that the query has stay', async () => {
      await client().start(versions)

      const facets = await client().getFacets('find=ETE+offer&tag=Sale')

      expect(formatValues(facets, 'uses')).toEqual({ 'template:Offer: été': 1 })
      expect(formatValues(facets, 'tag')).toEqual({ Sale: 1 })
      expect(facets.createdBy).toEqual([])
      expect(formatValues(facets, 'endedWithin')).toEqual({ 1: 0, 7: 1, 30: 1, 90: 1, 365: 1 })
      expect((await client().getFacets('find=muller')).createdBy).toEqual([{ value: 'anna', name: 'Anna Müller', count: 3 }])
      expect(await client().getFacets('find=+')).toEqual(await client().getFacets())
    })

    test('beyond the first 200 are found, too', async () => {
      const many = Array.from({ length: 210 }, (_, nth) =>
        buildVersion({ id: `v${nth}`, name: `V${nth}`, tags: [`tag ${String(nth).padStart(3, '0')}`] }),
      )
      await client().start(many)

      expect((await client().getFacets()).tag).toHaveLength(200)
      expect((await client().getFacets('find=Tag+209')).tag).toEqual([{ value: 'tag 209', name: 'tag 209', count: 1 }])
    })

    test('are counted by all filters but their own, status and search included', async () => {
      await client().start(versions)

      const facets = await client().getFacets('status=live&status=stopped&tag=sale&createdBy=bob')

      expect(formatValues(facets, 'tag')).toEqual({ sale: 1, Sale: 0, été: 0 })
      expect(formatValues(facets, 'createdBy')).toEqual({ anna: 1, bob: 1 })
      expect(formatValues(facets, 'type')).toEqual({ readAudience: 1, unitaryEvent: 0 })
      expect(formatValues(facets, 'reason')).toEqual({ complaint: 0, legal: 0 })
      expect(formatValues(facets, 'publishedWithin')).toEqual({ 1: 0, 7: 0, 30: 1, 90: 1, 365: 1 })
    })
  })
}
