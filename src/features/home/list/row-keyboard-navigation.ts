import type { KeyboardEvent } from 'react'

const nextIndexByKey: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** The index of the row that contains an element; -1 outside the rows. */
export function findRowIndex(element: EventTarget): number {
  const row = element instanceof Element ? element.closest<HTMLElement>('[data-index]') : null
  return Number(row?.dataset['index'] ?? -1)
}

/**
 * While the focus is in one of `rowCount` rows, arrow keys, Home and End move it to the link of another row. `renderRow` renders a row that
 * is not in the document, before it returns.
 */
export function navigateRows(event: KeyboardEvent<HTMLElement>, rowCount: number, renderRow: (index: number) => void): void {
  const findNextIndex = nextIndexByKey[event.key]
  const index = findRowIndex(event.target)
  if (findNextIndex === undefined || index < 0 || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  const nextIndex = findNextIndex(index, rowCount - 1)
  renderRow(nextIndex)
  event.currentTarget.querySelector<HTMLElement>(`[data-index="${nextIndex}"] [role=rowheader] a`)?.focus()
}
