import type { VirtualItem } from '@tanstack/react-virtual'
import type { RowWindow, WindowRow } from './row-window.ts'

/** Converts the virtualizer's rows. `top`: where the first row of the list begins; `totalHeight`: of all rows. */
export function toRowWindow(items: readonly VirtualItem[], top: number, totalHeight: number): RowWindow {
  const rows = items.map(({ index, start }, position) => ({ index, heightBefore: start - (items[position - 1]?.end ?? top) }))
  return { rows, heightAfter: top + totalHeight - (items.at(-1)?.end ?? top) }
}

const isSameRow = (one: WindowRow, other: WindowRow | undefined): boolean =>
  one.index === other?.index && one.heightBefore === other.heightBefore

/** Whether two windows have the same rows. */
export const areSameRows = (one: readonly WindowRow[], other: readonly WindowRow[]): boolean =>
  one.length === other.length && one.every((row, position) => isSameRow(row, other[position]))

/** Whether two windows are equal. */
export const areSameWindows = (one: RowWindow | null, other: RowWindow): boolean =>
  one?.heightAfter === other.heightAfter && areSameRows(one.rows, other.rows)
