import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatListParams, parseListParams } from '#features/home/filters/list-search-params.ts'
import { listUnknownParams } from '#features/home/filters/unknown-params.ts'
import { scaleCases } from '#test/support/test-size.ts'

test.each([
  ['', []],
  ['search=a&status=live&ended=7&versions=all&sort=name', []],
  ['type=readAudience&type=businessEvent&tag=a&tag=b&createdBy=me&publishedBy=x&reason=legal&published=7&updated=30', []],
  ['tag=a&tag=&type=email&tag=a&reason=legal&published=0', ['tag=', 'type=email', 'tag=a', 'published=0']],
  [Array.from({ length: 22 }, (_, nth) => `tag=${nth}`).join('&'), ['tag=20', 'tag=21']],
  ['status=all&versions=latest&sort=-updated&search=', []],
  ['v=1&status=live', []],
  ['v=2&status=live', ['v=2']],
  ['v=&v=1', ['v=', 'v=1']],
  ['v=1&v=1&v=01', ['v=1', 'v=01']],
  ['page=3&sort=none&status=live', ['page=3', 'sort=none']],
  ['ended=0&ended=7', ['ended=0', 'ended=7']],
  ['status=live&status=paused', ['status=paused']],
  ['__proto__=1&constructor=2', ['__proto__=1', 'constructor=2']],
])('of “%s” %o is ignored', (query, ignored) => {
  expect(listUnknownParams(new URLSearchParams(query))).toEqual(ignored)
})

test('a long part is cut, and of many the first five are named', () => {
  const query = new URLSearchParams(Array.from({ length: 9 }, (_, index) => [`p${index}`, 'x'.repeat(500)]))

  expect(listUnknownParams(query).map(({ length }) => length)).toEqual([40, 40, 40, 40, 40])
})

test('any address makes a view, whose own address makes the same view and has nothing unknown', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'search',
      'status',
      'ended',
      'versions',
      'sort',
      'type',
      'tag',
      'createdBy',
      'reason',
      'published',
      'updated',
      'uses',
      'v',
    ),
    fc.string({ unit: 'binary' }),
  )
  const value = fc.oneof(
    fc.constantFrom('live', 'all', '7', '366', 'name', '-people', 'latest', 'me', 'legal', 'readAudience', 'tag:sale', '1', '2'),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (entries) => {
      const params = parseListParams(new URLSearchParams(entries))
      const address = formatListParams(params)
      expect(parseListParams(new URLSearchParams(address.toString()))).toEqual({ ...params, search: params.search.toWellFormed() })
      expect(listUnknownParams(address)).toEqual([])
    }),
    { numRuns: scaleCases(1_000, 200) },
  )
})
