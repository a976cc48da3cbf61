import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortKeys } from '#api/contract/list.ts'
import {
  allColumnIds,
  formatLayout,
  maxColumnWidth,
  minColumnWidth,
  moveColumn,
  parseLayout,
  type ColumnLayout,
} from '#features/home/filters/columns/column-layout.ts'
import { scaleCases } from '#test/support/test-size.ts'

const anyWidth = fc.option(fc.integer({ min: minColumnWidth, max: maxColumnWidth }))

/** What anybody can choose. */
const anyLayout: fc.Arbitrary<ColumnLayout> = fc
  .tuple(
    anyWidth,
    fc.shuffledSubarray(allColumnIds.slice(1)).chain((ids) => fc.tuple(...ids.map((id) => anyWidth.map((width) => ({ id, width }))))),
    fc.constantFrom('comfortable' as const, 'compact' as const),
  )
  .map(([width, others, density]) => ({ columns: [{ id: 'name', width }, ...others], density }))

const runs = { numRuns: scaleCases(1_000, 200) }

test('without a choice there are the columns that can be sorted by, and no text', () => {
  expect(parseLayout('').columns.map(({ id }) => id)).toEqual(sortKeys)
  expect(formatLayout(parseLayout(''))).toBe('')
})

test('every choice can be written and read', () => {
  fc.assert(
    fc.property(anyLayout, (layout) => {
      expect(parseLayout(formatLayout(layout))).toEqual(layout)
    }),
    runs,
  )
})

test('whatever stands in the address, the name is the first column, and no column is there twice', () => {
  const anyPart = fc.constantFrom(...allColumnIds, 'x', '.', ',', 'name.9', 'tags.999', 'compact')
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(anyPart).map(String)), (text) => {
      const layout = parseLayout(text)
      const ids = layout.columns.map(({ id }) => id)
      expect(ids[0]).toBe('name')
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.every((id) => allColumnIds.includes(id))).toBe(true)
      expect(parseLayout(formatLayout(layout))).toEqual(layout)
    }),
    runs,
  )
})

test.each([
  ['name,tags.160,status', 'name,tags.160,status'],
  ['tags,tags.99,salary,name.200,__proto__', 'name.200,tags'],
  ['tags.10,status.601', 'name,tags.60,status.600'],
  ['tags.1,status.1e3', 'name'],
  ['compact', 'compact'],
  ['compact,tags', 'compact,name,tags'],
  ['tags,compact', 'name,tags'],
  ['compact,name,version,status,people,updated,ended', 'compact'],
])('%s means %s', (text, meaning) => {
  expect(formatLayout(parseLayout(text))).toBe(meaning)
})

test('a column is moved to another place, but not before the name', () => {
  const layout = parseLayout('name,version,status,people')
  const move = (...[id, place]: [Parameters<typeof moveColumn>[1], number]) =>
    formatLayout({ ...layout, columns: moveColumn(layout.columns, id, place) })

  expect([move('people', 1), move('version', 3), move('people', 0), move('name', 2), move('version', 9), move('tags', 1)]).toEqual([
    'name,people,version,status',
    'name,status,people,version',
    'name,people,version,status',
    'name,version,status,people',
    'name,status,people,version',
    'name,version,status,people',
  ])
})
