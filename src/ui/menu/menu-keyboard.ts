const begins = (item: HTMLElement, letter: string) => {
  const first = /[\p{L}\p{N}]/u.exec(item.textContent)?.[0] ?? ''
  return first.localeCompare(letter, undefined, { sensitivity: 'base' }) === 0
}

/** The item of a menu that a key leads to from the one that has the focus: the next, the one before, an end, or the next that begins with a letter. */
export function whereKeyLeads(key: string, items: readonly HTMLElement[]): HTMLElement | undefined {
  const here = items.findIndex((item) => item === document.activeElement)
  const onwards = [...items.slice(here + 1), ...items.slice(0, here + 1)]
  switch (key) {
    case 'ArrowDown':
      return onwards[0]
    case 'ArrowUp':
      return items.at(here === -1 ? -1 : here - 1)
    case 'Home':
    case 'PageUp':
      return items[0]
    case 'End':
    case 'PageDown':
      return items.at(-1)
    default:
      return key.length === 1 ? onwards.find((item) => begins(item, key)) : undefined
  }
}
