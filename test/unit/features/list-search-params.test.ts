import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listQuerySchema, sorts } from '#api/contract/list.ts'
import type { ListFilter } from '#api/queries/list.ts'
import {
  defaultParams,
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

const runs = { numRuns: scaleCases(100, 100) }

/** What anybody can choose, with any search that fits. */
const anyAddress: fc.Arbitrary<ListParams> = fc.record({
  search: fc.string({ unit: 'grapheme' }).filter((search) => search.length <= 200),
  tab: fc.constantFrom(...(Object.keys(statusesByTab) as StatusTab[])),
  ended: fc.option(fc.integer({ min: 1, max: 365 })),
  versions: fc.constantFrom('latest', 'all'),
  sort: fc.constantFrom(...sorts),
})

/** Whether the backend understands what the list asks for; what it does not ask for is not sent. */
const isUnderstood = ({ endedWithin, ...filter }: ListFilter) =>
  v.is(listQuerySchema, { ...filter, ...(endedWithin !== null && { endedWithin }) })

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
])('an address that says %s is taken as if it had not', (query) => {
  expect(parseQuery(query)).toEqual(defaultParams)
})

test('whatever an address says, the backend understands what is asked of it', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (query) => isUnderstood(toListFilter(parseQuery(query), 'UTC'))),
    runs,
  )
})

test('a search that is too long is cut', () => {
  expect(parseQuery(`search=${'x'.repeat(300)}`).search).toHaveLength(200)
})
