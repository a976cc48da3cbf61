import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** While something in a row has the focus, arrow keys, Home and End move to the name in another row. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return
  const names = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[role=row] [role=rowheader] a'))
  const index = names.findIndex((name) => name.closest('[role=row]')?.contains(event.target as Node))
  if (index < 0) return
  event.preventDefault()
  names[step(index, names.length - 1)]?.focus()
}
