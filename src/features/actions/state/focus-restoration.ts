const findRowLink = (row: Element | null | undefined) => row?.querySelector<HTMLElement>('a') ?? null

/** The button of the menu that contains the element. After the dialog the menu is unmounted; its button is not. */
const findMenuButton = (element: Element | null) =>
  document.getElementById(element?.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? '')

/** Focus restoration: candidates after a dialog. First the opener, then the link in its row (or list entry), then that of a neighbour. */
export function listReturnFocusCandidates(opener: Element | null): readonly HTMLElement[] {
  const row = opener?.closest('[role=row], li')
  return [
    findMenuButton(opener),
    opener,
    findRowLink(row),
    findRowLink(row?.nextElementSibling),
    findRowLink(row?.previousElementSibling),
  ].filter((candidate) => candidate instanceof HTMLElement)
}

/** The first candidate that is still on the page, or else the heading of the page. */
export const findFirstConnected = (candidates: readonly HTMLElement[]): HTMLElement | null =>
  candidates.find((candidate) => candidate.isConnected && candidate !== document.body) ?? document.querySelector<HTMLElement>('h1')
