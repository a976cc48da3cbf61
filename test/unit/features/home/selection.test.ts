import { expect, test } from 'vitest'
import { listUnshown, reduceSelection } from '#features/home/selection/reduce-selection.ts'
import { countSelected, emptySelection, isSelected, type Selection, type SelectionEvent } from '#features/home/selection/selection.ts'

const rows = ['a', 'b', 'c', 'd', 'e']

const select = (...events: readonly SelectionEvent[]): Selection => events.reduce(reduceSelection, emptySelection)
const listSelected = (selection: Selection) => rows.filter((id) => isSelected(selection, id))

test('a row is selected by one press and deselected by the next', () => {
  expect(listSelected(select({ type: 'toggle', id: 'b' }))).toEqual(['b'])
  expect(listSelected(select({ type: 'toggle', id: 'b' }, { type: 'toggle', id: 'b' }))).toEqual([])
})

test.each([
  ['downwards', 'b', 'd'],
  ['upwards', 'd', 'b'],
])('a range %s has both its ends and all between them', (_, from, to) => {
  const selection = select({ type: 'toggle', id: from }, { type: 'selectRange', id: to, rows })

  expect(listSelected(selection)).toEqual(['b', 'c', 'd'])
})

test('a range is in the order of the list as it is now', () => {
  const sorted = ['e', 'a', 'd', 'c', 'b']

  const selection = select({ type: 'toggle', id: 'a' }, { type: 'selectRange', id: 'c', rows: sorted })

  expect(listSelected(selection)).toEqual(['a', 'c', 'd'])
})

test('a range from a row that was deselected deselects, and a further one goes on from its end', () => {
  const all: SelectionEvent = { type: 'selectRows', rows }

  const deselected = select(all, { type: 'toggle', id: 'b' }, { type: 'selectRange', id: 'c', rows })
  const further = reduceSelection(deselected, { type: 'selectRange', id: 'd', rows })

  expect(listSelected(deselected)).toEqual(['a', 'd', 'e'])
  expect(listSelected(further)).toEqual(['a', 'e'])
})

test('a range whose beginning is not among the loaded rows selects its end alone', () => {
  expect(listSelected(select({ type: 'toggle', id: 'z' }, { type: 'selectRange', id: 'c', rows }))).toEqual(['c'])
  expect(listSelected(select({ type: 'selectRange', id: 'c', rows }))).toEqual(['c'])
})

test('selecting the loaded rows keeps what is selected elsewhere, and deselecting them, too', () => {
  const selection = select({ type: 'toggle', id: 'z' }, { type: 'selectRows', rows })

  expect(countSelected(selection, 9)).toBe(6)
  expect([...reduceSelection(selection, { type: 'deselectRows', rows }).ids]).toEqual(['z'])
})

test('all that match are selected but the exceptions, and the exceptions can be taken back', () => {
  const all: SelectionEvent = { type: 'selectMatching' }
  const except: SelectionEvent = { type: 'toggle', id: 'b' }

  expect(countSelected(select(all), 361)).toBe(361)
  expect(countSelected(select(all, except), 361)).toBe(360)
  expect(listSelected(select(all, except))).toEqual(['a', 'c', 'd', 'e'])
  expect(countSelected(select(all, except, except), 361)).toBe(361)
})

test('a range of exceptions is left out of all that match', () => {
  const selection = select({ type: 'selectMatching' }, { type: 'toggle', id: 'b' }, { type: 'selectRange', id: 'd', rows })

  expect([...selection.ids].toSorted()).toEqual(['b', 'c', 'd'])
  expect(countSelected(selection, 361)).toBe(358)
})

test('rows that the filters hide stay selected, are counted, and are dropped in one step', () => {
  const selection = select({ type: 'selectRows', rows }, { type: 'changeFilter', rows })
  const shown = ['b', 'd']

  expect(countSelected(selection, 2)).toBe(5)
  expect(listUnshown(selection, shown)).toEqual(['a', 'c', 'e'])
  expect([...reduceSelection(selection, { type: 'keepRows', rows: shown }).ids]).toEqual(['b', 'd'])
})

test('when the filters change, all that matched them become the loaded rows without the exceptions, and the selection says so', () => {
  const selection = select({ type: 'selectMatching' }, { type: 'toggle', id: 'b' }, { type: 'changeFilter', rows })

  expect(selection).toMatchObject({ extent: 'rows', wasNarrowed: true })
  expect([...selection.ids]).toEqual(['a', 'c', 'd', 'e'])
})

test('a cleared selection is empty, and has no beginning of a range', () => {
  expect(select({ type: 'selectMatching' }, { type: 'clear' })).toEqual(emptySelection)
})
