import type { KeyboardEvent } from 'react'

const nextIndexByKey: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** While the focus is in a row, arrow keys, Home and End move it to the link of another row. */
export function navigateRows(event: KeyboardEvent<HTMLElement>): void {
  const nextIndex = nextIndexByKey[event.key]
  if (nextIndex === undefined || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return
  const links = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[role=row] [role=rowheader] a'))
  const index = links.findIndex((link) => link.closest('[role=row]')?.contains(event.target as Node))
  if (index < 0) return
  event.preventDefault()
  links[nextIndex(index, links.length - 1)]?.focus()
}
