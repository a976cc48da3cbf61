const link = (row: Element | null | undefined) => row?.querySelector<HTMLElement>('a') ?? null

/** The button of the menu that the element is in. The menu is gone when the dialog closes; its button is not. */
const menuButton = (element: Element | null) =>
  document.getElementById(element?.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? '')

/** Where the focus may go after a dialog: what opened it, else the name in its row (or its entry of a list), else a neighbour's. */
export function placesToReturn(opener: Element | null): readonly HTMLElement[] {
  const row = opener?.closest('[role=row], li')
  return [menuButton(opener), opener, link(row), link(row?.nextElementSibling), link(row?.previousElementSibling)].filter(
    (place) => place instanceof HTMLElement,
  )
}

/** The first place that is still on the page; the heading of the page if none is. */
export const firstStillThere = (places: readonly HTMLElement[]): HTMLElement | null =>
  places.find((place) => place.isConnected && place !== document.body) ?? document.querySelector<HTMLElement>('h1')
