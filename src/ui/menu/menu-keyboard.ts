const startsWithLetter = (item: HTMLElement, letter: string) => {
  const first = /[\p{L}\p{N}]/u.exec(item.textContent)?.[0] ?? ''
  return first.localeCompare(letter, undefined, { sensitivity: 'base' }) === 0
}

/** The menu item that a key moves to from the focused one: next, previous, first, last, or the next that begins with a letter. */
export function findNextMenuItem(key: string, items: readonly HTMLElement[]): HTMLElement | undefined {
  const focusedIndex = items.findIndex((item) => item === document.activeElement)
  const following = [...items.slice(focusedIndex + 1), ...items.slice(0, focusedIndex + 1)]
  switch (key) {
    case 'ArrowDown':
      return following[0]
    case 'ArrowUp':
      return items.at(focusedIndex === -1 ? -1 : focusedIndex - 1)
    case 'Home':
    case 'PageUp':
      return items[0]
    case 'End':
    case 'PageDown':
      return items.at(-1)
    default:
      return key.length === 1 ? following.find((item) => startsWithLetter(item, key)) : undefined
  }
}
