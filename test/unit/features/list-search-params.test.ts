import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sorts } from '#api/contract/list.ts'
import { listQuerySchema } from '#api/contract/filters/list-query.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { entryTypes } from '#domain/flow.ts'
import { maxFilterValues } from '#api/contract/filters/filter-query.ts'
import type { ListFilter } from '#api/queries/list.ts'
import {
  defaultParams,
  me,
  parseListParams,
  statusesByTab,
  toListFilter,
  formatListParams,
  type ListParams,
  type StatusTab,
} from '#features/home/filters/list-search-params.ts'
import { scaleCases } from '#test/support/test-size.ts'
import * as v from 'valibot'

const parseQuery = (query: string) => parseListParams(new URLSearchParams(query))

const runs = { numRuns: scaleCases(1_000, 200) }

const someOf = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { maxLength: maxFilterValues })
const anyDays = fc.option(fc.integer({ min: 1, max: 365 }))
const anyText = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.length <= 100)

/** What anybody can choose, with any search that fits. */
const anyAddress: fc.Arbitrary<ListParams> = fc.record({
  search: fc.string({ unit: 'grapheme' }).filter((search) => search.length <= 200),
  tab: fc.constantFrom(...(Object.keys(statusesByTab) as StatusTab[])),
  ended: anyDays,
  published: anyDays,
  updated: anyDays,
  type: someOf(fc.constantFrom(...entryTypes)),
  reason: someOf(fc.constantFrom(...closeReasons)),
  tag: someOf(anyText),
  uses: someOf(anyText),
  createdBy: someOf(fc.oneof(fc.constant(me), anyText)),
  publishedBy: someOf(anyText),
  versions: fc.constantFrom('latest', 'all'),
  sort: fc.constantFrom(...sorts),
  view: fc.string({ maxLength: 100 }),
  columns: fc.string({ maxLength: 400 }),
})

/** Whether the backend understands what the list asks for. */
const isUnderstood = (filter: ListFilter) => v.is(listQuerySchema, filter)

test('the plain list has no query', () => {
  expect(String(formatListParams(defaultParams))).toBe('')
  expect(parseQuery('')).toEqual(defaultParams)
})

test('an address that is shared shows the same list', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      expect(parseQuery(String(formatListParams(address)))).toEqual(address)
    }),
    runs,
  )
})

test('the backend understands every list that an address can describe', () => {
  fc.assert(
    fc.property(anyAddress, (address) => isUnderstood(toListFilter(address, 'UTC'))),
    runs,
  )
})

test.each([
  'status=gone',
  'status=constructor',
  'status=test',
  'versions=some',
  'sort=salary',
  'sort=--name',
  'page=2',
  'search=',
  'ended=0',
  'ended=366',
  'ended=7.5',
  'ended=-7',
  'ended=07',
  'ended=week',
  'published=0',
  'updated=1e2',
  'type=email',
  'type=',
  'reason=boredom',
  'tag=',
  `tag=${'x'.repeat(101)}`,
  `uses=${'x'.repeat(101)}`,
  'uses=',
  'createdBy=',
])('an address that says %s is taken as if it had not', (query) => {
  expect(parseQuery(query)).toEqual(defaultParams)
})

test('whatever an address says, the backend understands what is asked of it', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (query) => isUnderstood(toListFilter(parseQuery(query), 'UTC'))),
    runs,
  )
})

test('values are kept in order, each once, and no more than the backend takes', () => {
  expect(parseQuery('tag=b&tag=a&tag=b&type=email&type=readAudience')).toMatchObject({ tag: ['b', 'a'], type: ['readAudience'] })
  expect(parseQuery(Array.from({ length: 30 }, (_, nth) => `tag=${nth}`).join('&')).tag).toHaveLength(maxFilterValues)
})

test('“me” in an address is whoever reads it', () => {
  const { createdBy, publishedBy } = toListFilter(parseQuery('createdBy=me&createdBy=bob&publishedBy=me'), 'UTC', 'anna')

  expect([createdBy, publishedBy]).toEqual([['anna', 'bob'], ['anna']])
})

test('a search that is too long is cut', () => {
  expect(parseQuery(`search=${'x'.repeat(300)}`).search).toHaveLength(200)
})
