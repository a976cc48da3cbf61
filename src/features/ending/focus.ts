const link = (row: Element | null | undefined) => row?.querySelector<HTMLElement>('a') ?? null

/** The button that opened the menu `item` is in. */
const menuButton = (item: Element | null) => document.getElementById(item?.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? '')

/** Where the focus may go after a dialog: what opened it, or the button of its menu, else its row's name, else a neighbour's, else the heading. */
export function placesToReturn(opener: Element | null): readonly HTMLElement[] {
  const row = opener?.closest('[role=row]')
  const places = [
    menuButton(opener) ?? opener,
    link(row),
    link(row?.nextElementSibling),
    link(row?.previousElementSibling),
    document.querySelector('h1'),
  ]
  return places.filter((place) => place instanceof HTMLElement)
}

/** Focuses the first place that is still on the page; the heading of the page if none is. */
export function focusFirst(places: readonly HTMLElement[]): void {
  const place =
    places.find((candidate) => candidate.isConnected && candidate !== document.body) ?? document.querySelector<HTMLElement>('h1')
  place?.focus()
}
