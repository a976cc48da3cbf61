import type { KeyboardEvent } from 'react'

const nextIndexByKey: Readonly<Record<string, (index: number, last: number, page: number) => number>> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  PageDown: (index, last, page) => Math.min(index + page, last),
  PageUp: (index, _, page) => Math.max(index - page, 0),
  Home: () => 0,
  End: (_, last) => last,
}

const findRow = (element: EventTarget) => (element instanceof Element ? element.closest<HTMLElement>('[data-index]') : null)

/** The index of the row that contains an element; -1 outside the rows. */
export const findRowIndex = (element: EventTarget): number => Number(findRow(element)?.dataset['index'] ?? -1)

/**
 * While the focus is in one of `rowCount` rows, arrow keys, PageUp, PageDown, Home and End move it to the link of another row. `renderRow`
 * renders a row that is not in the document, before it returns.
 */
export function navigateRows(event: KeyboardEvent<HTMLElement>, rowCount: number, renderRow: (index: number) => void): void {
  const findNextIndex = nextIndexByKey[event.key]
  const row = findRow(event.target)
  if (findNextIndex === undefined || row === null || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  // As many rows as fit on the screen, but for two: below the heading, and one that stays in sight.
  const page = Math.max(1, Math.floor(innerHeight / row.offsetHeight) - 2)
  const nextIndex = findNextIndex(findRowIndex(row), rowCount - 1, page)
  renderRow(nextIndex)
  event.currentTarget.querySelector<HTMLElement>(`[data-index="${nextIndex}"] [role=rowheader] a`)?.focus()
}
